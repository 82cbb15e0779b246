import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { FlowError } from '../../../simulator/index.ts';
import { CliError } from '../../cli-error.ts';

/** @throws CliError where there is neither the file nor the folder of a flow */
export function demandFlow(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw noFlow(`${path}: found nothing, expected the file of a flow or an app`);
  if (!found.isDirectory() || existsSync(join(path, 'flow.json'))) return;
  throw noFlow(`${path}: found a folder without flow.json, expected the folder of a flow, or the path of a file`);
}

function noFlow(message: string): CliError {
  return new CliError('no_flow', message, 2);
}

/** Turns the error of an invalid flow into the one that ends a command; any other stays. */
export function nameFlowError(thrown: unknown): unknown {
  return thrown instanceof FlowError ? new CliError('invalid_flow', thrown.message, 2) : thrown;
}
