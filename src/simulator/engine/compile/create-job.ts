import { createHash } from 'node:crypto';
import type { CompileContext } from './compile-context.ts';

/** A job of the platform, as far as it is documented. */
interface FunctionJob {
  /** 24 hexadecimal digits. */
  readonly _id: string;
  readonly type: 'flow' | 'export' | 'import';
  /** ISO 8601. */
  readonly startedAt: string;
  /** That of the flow; a router has the flow's own. */
  readonly parentJob?: FunctionJob;
}

/**
 * Makes the job that scripts of a step get. Its id is made of those of the flow and the step: it is the same in every
 * call and in every run, so that a baseline holds.
 */
export function createJob(
  { folder, startedAt }: Pick<CompileContext, 'folder' | 'startedAt'>,
  { side, id }: { readonly side: 'export' | 'import' | 'router'; readonly id: string },
): FunctionJob {
  const flow = String(folder.flow._id);
  const began = { startedAt: startedAt.toISOString() };
  const flowJob: FunctionJob = { _id: makeId('flow', flow), type: 'flow', ...began };
  return side === 'router' ? flowJob : { _id: makeId(side, flow, id), type: side, ...began, parentJob: flowJob };
}

function makeId(...names: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(names)).digest('hex').slice(0, 24);
}
