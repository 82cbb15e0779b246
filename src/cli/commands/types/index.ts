import { existsSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { readText } from '../../../shared/read-text.ts';
import { CliError } from '../../cli-error.ts';
import type { RunCommand } from '../../command.ts';
import { demandReadable } from '../../demand-readable.ts';
import { checkOutputs } from '../simulate/outputs.ts';
import { saveOutput } from '../simulate/write-outputs.ts';
import { readSamples } from './read-samples.ts';
import { renderType } from './render-type.ts';

/** `types FILE`: writes the TypeScript type of the records in a file, or checks that a file has it. */
export const run: RunCommand = async ([file = ''], { name = nameAfter(file), output, check }, io) => {
  // Another type written over the records would be their end.
  checkOutputs({ '--output': output }, { FILE: file });
  const samples = await readSamples(file);
  const code = await renderType(demandName(String(name)), samples);
  if (check !== undefined) {
    const isThere = existsSync(String(check));
    if (isThere && demandReadable(`--check: ${check}`, () => readText(String(check))) === code) return 0;
    const found = isThere ? `other types than those of ${file}` : 'nothing';
    const how = `integrator-extension types ${file} --name ${name} --output ${check}`;
    throw new CliError('stale_types', `${check}: found ${found}, expected the output of ${how}`);
  }
  if (output !== undefined) saveOutput('--output', output, code, io);
  else io.out(io.json ? JSON.stringify({ name, records: samples.length, code }) : code.trimEnd());
  return 0;
};

/** `shop-orders.csv`: ShopOrders. */
function nameAfter(file: string): string {
  const words = basename(file, extname(file)).match(/[A-Za-z\d]+/g) ?? [];
  return words.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`).join('');
}

/** @throws CliError for a name that TypeScript does not take */
function demandName(name: string): string {
  if (/^[A-Z][A-Za-z\d]*$/.test(name)) return name;
  throw new CliError('invalid_name', `--name: found "${name}", expected a name of a type, as in Order`, 2);
}
