import { toJson } from '../../../contracts/render/literal.ts';
import type { CommandIo } from '../../command.ts';
import type { CallReport } from './call.ts';

/** Prints what came of a call: the response on stdout, all else on stderr. Returns the exit code. */
export function printReport(called: CallReport, name: string, io: CommandIo): number {
  if (io.json) printJson(called, io);
  for (const line of called.logs) if (!io.json) io.err(loggedLine(line));
  if (called.reply.ok) {
    if (!io.json) printResponse(called, called.reply.response, name, io);
    return 0;
  }
  const { refused, stack } = called;
  const where = refused ? ` Found ${refused.found} at ${refused.path}.` : '';
  for (const { code, message } of called.reply.errors) io.err(`${code ?? 'no_code'}  ${message}${where}`);
  for (const frame of io.json ? [] : ownFrames(stack)) io.err(frame);
  return 1;
}

/** The frames of a stack down to where this program calls the function. */
function ownFrames(stack = ''): string[] {
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  const first = frames.findIndex((frame) => frame.includes(new URL('../../', import.meta.url).href));
  return first === -1 ? frames : frames.slice(0, first);
}

function printResponse({ ms, becomesNull }: CallReport, response: unknown, name: string, io: CommandIo): void {
  io.out(toJson(response));
  if (becomesNull) io.err(`becomes_null  ${becomesNull}: found NaN or Infinity, which JSON turns into null`);
  io.err(`${name} answered ${Buffer.byteLength(JSON.stringify(response))} bytes in ${ms} ms`);
}

function printJson({ reply, ...more }: CallReport, io: CommandIo): void {
  const { ok, ...answer } = reply;
  io.out(JSON.stringify({ ...answer, ...more }));
}

/** Without what every line of the call says: whose line it is. */
function loggedLine({ level, message, ...fields }: CallReport['logs'][number]): string {
  const own = Object.entries(fields).filter(([key]) => !/^(type|function|kind|diy|\w*Id)$/.test(key));
  return `${level}  ${message}${own.length > 0 ? `  ${JSON.stringify(Object.fromEntries(own))}` : ''}`;
}
