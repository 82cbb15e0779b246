import { hintAtRefusal } from '../../../contracts/hint-at-refusal.ts';
import { toJson } from '../../../contracts/render/literal.ts';
import type { CallSuccess } from '../../../transport/transport.ts';
import type { CommandIo } from '../../command.ts';
import type { CallReport } from './call.ts';

/** Prints a call's report: the response on stdout, everything else on stderr. Returns the exit code. */
export function printReport(report: CallReport, name: string, io: CommandIo): number {
  const { result, logs, ms } = report;
  if (io.json) printJson(report, io);
  else for (const line of logs) io.err(formatLog(line));
  if ('response' in result) {
    if (!io.json) printResponse(result, ms, name, io);
    return 0;
  }
  const { errors, refused, stack } = result;
  const where = refused ? ` Found ${refused.found} at ${refused.path}${hintAtRefusal(refused) || '.'}` : '';
  for (const { code, message } of errors) io.err(`${code ?? 'no_code'}  ${message}${where}`);
  for (const frame of io.json ? [] : listOwnFrames(stack)) io.err(frame);
  return 1;
}

/** The files of this package: sources, and what was built of them. */
const { pathname: ROOT } = new URL('../../../../', import.meta.url);
const OWN = ['node_modules/integrator-extension-lambda/', `${ROOT}src/`, `${ROOT}dist/`];

/** The frames of a stack above this program's own: those of the author's code. */
function listOwnFrames(stack = ''): string[] {
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  const first = frames.findIndex((frame) => OWN.some((part) => frame.includes(part)));
  return first === -1 ? frames : frames.slice(0, first);
}

function printResponse({ response, becomesNull }: CallSuccess, ms: number, name: string, io: CommandIo): void {
  io.out(toJson(JSON.parse(response)));
  if (becomesNull) io.err(`becomes_null  ${becomesNull}: found NaN or Infinity, which JSON turns into null`);
  io.err(`${name} answered ${Buffer.byteLength(response)} bytes in ${ms} ms`);
}

function printJson({ result: { trace: _, ...result }, ms, logs }: CallReport, io: CommandIo): void {
  const answer = 'response' in result ? { ...result, response: JSON.parse(result.response) } : result;
  io.out(JSON.stringify({ ...answer, ms, logs }));
}

/** Formats a log line without the fields that name its call: one call has been made. */
function formatLog({ level, message, ...fields }: CallReport['logs'][number]): string {
  const own = Object.entries(fields).filter(([key]) => !/^(type|function|kind|diy|\w*Id)$/.test(key));
  return `${level}  ${message}${own.length > 0 ? `  ${JSON.stringify(Object.fromEntries(own))}` : ''}`;
}
