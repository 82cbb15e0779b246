import { dirname, extname, join } from 'node:path';
import { askWorker } from '../../../transport/worker-process.ts';
import { paint } from '../../colors.ts';
import type { CommandIo, RunCommand } from '../../command.ts';
import { lackOfFunctions } from '../../declared-functions.ts';
import { formatColumns } from '../../format-columns.ts';
import { toPrintable } from '../../printable.ts';
import type { ListCommand, ListedFunction, ListedModule } from './worker.ts';

/** `list MODULE`: lists every function that a call can reach, and everything that looks callable but is not. */
export const run: RunCommand = async ([path = ''], { connector }, io) => {
  const file = import.meta.filename;
  const command: ListCommand = { type: 'list', path, connector: connector as string | undefined };
  const listed = await askWorker<ListedModule>(join(dirname(file), `worker${extname(file)}`), command);
  if (io.json) io.out(JSON.stringify(listed));
  else print(listed, io);
  if (listed.functions.length > 0) return 0;
  throw lackOfFunctions(path);
};

function print({ functions, unreachable }: ListedModule, io: CommandIo): void {
  const rows = functions.map(toRow);
  const headings = ['type', 'function', 'kind', 'style'];
  // A flat module has no types to show.
  const shown = rows.some(([type]) => type) ? [headings, ...rows] : [headings, ...rows].map(([, ...rest]) => rest);
  const lines = functions.length > 0 ? formatColumns(shown) : [];
  for (const [index, line] of lines.entries()) io.out(index === 0 ? paint(io, 'dim', line) : line);
  if (unreachable.length > 0) io.out(`${lines.length > 0 ? '\n' : ''}${paint(io, 'yellow', 'Cannot be called:')}`);
  for (const line of formatColumns(unreachable.map(({ name, why }) => [name, why].map(toPrintable))))
    io.out(`  ${line}`);
}

function toRow({ type = '', name, kind = '', style }: ListedFunction): string[] {
  return [type, toPrintable(name), kind, style];
}
