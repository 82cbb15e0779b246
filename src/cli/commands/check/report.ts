import { type Finding, type FunctionReport, laws } from '../../../check/laws.ts';
import type { Checked, CheckedModule } from '../../../check/supervisor.ts';
import { formatFunctionPath } from '../../../core/inventory.ts';
import { findSecrets, redact } from '../../../core/redact.ts';
import { paint } from '../../colors.ts';
import type { CommandIo } from '../../command.ts';
import { toPrintable } from '../../printable.ts';
import type { Task } from './worker.ts';

/** A finding, with the file of its options. */
export interface Saved extends Finding {
  readonly event?: string;
}

/** The result of a check, with everything that repeats it. */
export interface Report extends Omit<Checked, 'functions'>, Pick<Task, 'seed' | 'runs' | 'timeout'> {
  /** The path of the module. */
  readonly path: string;
  readonly functions: readonly (FunctionReport & { readonly findings: readonly Saved[] })[];
}

/** Renders the report for machines. Its options are redacted; the saved events have the originals. */
export function renderJson({ path, seed, runs, timeout, host, module, functions, blocked }: Report): string {
  const all = functions.map(({ findings, ...rest }) => ({
    ...rest,
    findings: findings.map((finding) => ({ ...shown(finding), ...formatReplay(path, host, rest, finding) })),
  }));
  return JSON.stringify({ module: path, ...host, seed, runs, timeout, findings: module, functions: all, blocked });
}

/** Renders the report for a person, grouped by function. */
export function* renderLines(report: Report, io: CommandIo): Generator<string> {
  const { path, host, module, functions, blocked } = report;
  if (module.length > 0) yield* ['the module', ...module.flatMap((finding) => findingLines(finding, '', io)), ''];
  for (const fn of functions) {
    yield formatHeading(fn, io);
    for (const finding of fn.findings)
      yield* findingLines(finding, formatReplay(path, host, fn, finding).replay ?? '', io);
    if (fn.findings.length > 0) yield '';
  }
  if (blocked.length > 0) {
    yield `blocked requests, which --network allows:`;
    for (const { what, where, count } of blocked)
      yield `  ${what} ${where}  ${paint(io, 'dim', count === 1 ? 'once' : `${count} times`)}`;
    yield '';
  }
  yield* [...(functions.at(-1)?.findings.length ? [] : ['']), formatSummary(report, io)];
}

const LEFT_OUT = ': it may write; name it, or use --imports';

function formatHeading(report: FunctionReport, io: CommandIo): string {
  const { kind, calls, failure, findings, isLeftOut, isCutShort } = report;
  const title = toPrintable(formatFunctionPath(report));
  if (calls === 0) {
    const why = kind === undefined ? 'no kind: not called' : `${kind}, not called${isLeftOut ? LEFT_OUT : ''}`;
    return `${title}  ${paint(io, findings.length > 0 ? 'red' : 'dim', why)}`;
  }
  const short = isCutShort ? ', then no more: they waited for blocked requests' : '';
  const about = `${title}  ${paint(io, 'dim', `${kind}, ${count(calls, 'call')}${short}`)}`;
  // Functions that never answered were hardly checked.
  return failure === undefined ? about : `${about}  ${paint(io, 'yellow', `each failed: ${failure}`)}`;
}

function findingLines(finding: Saved, replay: string, io: CommandIo): string[] {
  const { law, where, found, expected, options, event, isWarning } = shown(finding);
  const line = (label: string, text: string) => `    ${paint(io, 'dim', label.padEnd(8))}  ${text}`;
  return [
    `  ${isWarning ? paint(io, 'yellow', `${law} (warning)`) : paint(io, 'red', law)}  ${laws[law]}`,
    line('where', where),
    line('found', found),
    line('expected', expected),
    ...(options === undefined ? [] : [line('options', briefly(JSON.stringify(options)))]),
    ...(event === undefined ? [] : [line('saved', event), line('replay', replay)]),
  ];
}

const WIDTH = 400;

function briefly(text: string): string {
  return text.length > WIDTH ? `${text.slice(0, WIDTH)}…` : text;
}

function shown<F extends Finding>(finding: F): F {
  const { options } = finding;
  return options === undefined ? finding : { ...finding, options: redact(options, findSecrets(options)) };
}

function formatReplay(
  path: string,
  host: CheckedModule,
  { type, name }: Pick<FunctionReport, 'type' | 'name'>,
  { event }: Saved,
) {
  if (event === undefined) return {};
  const parts = ['integrator-extension', 'invoke', path, name];
  if (type) parts.push('--type', type);
  if ('_connectorId' in host) parts.push('--connector', host._connectorId);
  return { replay: [...parts, '--options', event].map(quoted).join(' ') };
}

function quoted(part: string): string {
  return /^[\w./:@-]+$/.test(part) ? part : `'${part.replaceAll("'", "'\\''")}'`;
}

function formatSummary({ module, functions }: Report, io: CommandIo): string {
  const all = [module, ...functions.map(({ findings }) => findings)].flat();
  const warnings = all.filter(({ isWarning }) => isWarning).length;
  const found = all.length - warnings;
  const called = functions.filter(({ calls }) => calls > 0).length;
  const about = `${called} of ${count(functions.length, 'function')} called`;
  const warned = warnings > 0 ? [paint(io, 'yellow', count(warnings, 'warning'))] : [];
  if (found > 0) return [paint(io, 'red', count(found, 'finding')), ...warned, about].join(', ');
  if (warnings > 0) return [...warned, about].join(', ');
  if (called === 0 && functions.some(({ isLeftOut }) => isLeftOut))
    return `${paint(io, 'yellow', 'nothing found')}, and nothing called: imports and utilities need their names, or --imports`;
  if (called > 0) return `${paint(io, 'green', 'nothing found')}, ${about}`;
  return `${paint(io, 'yellow', 'nothing found')}, and nothing called: only functions made with define have a kind`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
