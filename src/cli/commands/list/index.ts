import { type FunctionEntry, listFunctions } from '../../../core/inventory.ts';
import { loadModule } from '../../../transport/load-module.ts';
import { CliError } from '../../cli-error.ts';
import { paint } from '../../colors.ts';
import type { CommandIo, RunCommand } from '../../command.ts';
import { requireModule } from '../../module.ts';
import { detectStyle, isClass } from './style.ts';
import { listUnreachable, type Unreachable } from './unreachable.ts';

interface Listed {
  readonly type?: string | undefined;
  readonly name: string;
  readonly kind?: string | undefined;
  readonly style: string;
}

/** `list MODULE`: lists every function that a call can reach, and everything that looks callable but is not. */
export const run: RunCommand = async ([path = ''], { connector }, io) => {
  const module = requireModule(await loadModule(path, connector as string | undefined), path);
  const functions = [...listFunctions(module)].filter(({ fn }) => !isClass(fn)).map(toListed);
  const unreachable = listUnreachable(module);
  if (io.json) io.out(JSON.stringify({ functions, unreachable }));
  else print(functions, unreachable, io);
  if (functions.length > 0) return 0;
  throw new CliError('no_functions', `${path}: found no function that can be called, expected at least one`);
};

function toListed({ type, name, kind, fn }: FunctionEntry): Listed {
  return { type, name, kind, style: detectStyle(fn) };
}

function print(functions: readonly Listed[], unreachable: readonly Unreachable[], io: CommandIo): void {
  const rows = functions.map(({ type = '', name, kind = '', style }) => [type, name, kind, style]);
  const headings = ['type', 'function', 'kind', 'style'];
  // A flat module has no types to show.
  const shown = rows.some(([type]) => type) ? [headings, ...rows] : [headings, ...rows].map(([, ...rest]) => rest);
  const lines = functions.length > 0 ? inColumns(shown) : [];
  for (const [index, line] of lines.entries()) io.out(index === 0 ? paint(io, 'dim', line) : line);
  if (unreachable.length > 0) io.out(`${lines.length > 0 ? '\n' : ''}${paint(io, 'yellow', 'Cannot be called:')}`);
  for (const line of inColumns(unreachable.map(({ name, why }) => [name, why]))) io.out(`  ${line}`);
}

function inColumns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
