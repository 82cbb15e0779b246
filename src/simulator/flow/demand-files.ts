import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { FlowError, type FlowProblem } from './error.ts';
import type { FlowFolder } from './flow-folder.ts';

/** A file that a run reads, with the setting that names it. */
export interface ReadFile {
  readonly setting: string;
  readonly file: string;
}

/** Lists the files that a run of a flow reads, beside its documents. */
export function listReadFiles({ simulation, isShort }: FlowFolder): readonly ReadFile[] {
  const { stacks, exports, imports } = simulation;
  const name = (long: string, short: string) => (isShort ? short : long);
  const isFile = (file: unknown): file is string => typeof file === 'string' && file !== 'echo';
  const all = [
    ...Object.entries(stacks).map(([id, { module }]) => [name(`stacks.${id}.module`, 'extension.module'), module]),
    ...Object.entries(exports).flatMap(([id, { records, respond }]) => [
      [name(`exports.${id}.records`, 'export.file'), records],
      [`exports.${id}.respond`, respond],
    ]),
    ...Object.entries(imports).flatMap(([id, { respond, map }]) => [
      [`imports.${id}.respond`, respond],
      [name(`imports.${id}.map`, 'import.mapping.function'), map],
    ]),
  ];
  return all.flatMap(([setting, file]) => (isFile(file) ? [{ setting: String(setting), file }] : []));
}

/** Lists the files that a run of a flow writes. */
export function listWrittenFiles({ simulation, isShort }: FlowFolder): readonly ReadFile[] {
  return Object.entries(simulation.imports).flatMap(([id, { file }]) =>
    file === undefined ? [] : [{ setting: isShort ? 'import.file' : `imports.${id}.file`, file }],
  );
}

/** The files of records, which nothing opens before the flow is compiled. */
const RECORDS = /^(exports\.[^.]+\.records|export\.file)$/;

/**
 * Checks that the files that a flow reads are there.
 * @param skipsModules whether the functions are given in another way
 * @returns the files of records that are not there, to be told with what else is wrong
 * @throws FlowError naming all files that are not there, if others than files of records are among them
 */
export function demandFiles(folder: FlowFolder, base: string, skipsModules: boolean): FlowProblem[] {
  const { document } = folder.writtenAt('simulation');
  const problems = listReadFiles(folder).flatMap(({ setting, file }): FlowProblem[] => {
    if (skipsModules && setting.endsWith('.module')) return [];
    const found = statSync(resolve(base, file), { throwIfNoEntry: false });
    if (found && !found.isDirectory()) return [];
    const message = `${resolve(base, file)}: found ${found ? 'a folder' : 'nothing'}, expected a file`;
    return [{ path: setting, message, ...(document && { file: document }) }];
  });
  if (problems.some(({ path }) => !RECORDS.test(path))) throw new FlowError(problems);
  return problems;
}
