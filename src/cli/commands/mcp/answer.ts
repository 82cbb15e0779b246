import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { toCliError } from '../../cli-error.ts';
import type { CommandOutput } from './run-command.ts';

type Answer = Readonly<Record<string, unknown>>;

/**
 * Makes the result of a tool from what its command has printed: the command's JSON as structured content and as text,
 * then what else it said on stderr. A command that ended with an error makes a tool error.
 */
export function toResult(command: string, { code, out, err }: CommandOutput): CallToolResult {
  const parts = readLines(out);
  if (!parts) {
    const said = `found no JSON on its stdout, and exit code ${code}${err && `: ${err}`}`;
    return toFailure({ errors: [{ code: 'unreadable_answer', message: `${command}: ${said}` }] });
  }
  const answer = Object.assign({}, ...parts);
  const said = err === listErrors(answer) ? '' : err;
  const notes = [...(code === 0 ? [] : [`The exit code is ${code}.`]), ...(said ? [`On stderr:\n${said}`] : [])];
  const isError = code !== 0 && isFailure(parts.at(-1) ?? {});
  return {
    ...(isError && { isError }),
    structuredContent: answer,
    content: [JSON.stringify(answer), ...notes].map((text) => ({ type: 'text', text })),
  };
}

/** Makes a tool error of what was thrown: its code and message, as a command prints them. */
export function toErrorResult(thrown: unknown): CallToolResult {
  const { code, message } = toCliError(thrown);
  return toFailure({ errors: [{ code, message }] });
}

function toFailure(answer: Answer): CallToolResult {
  return { isError: true, structuredContent: answer, content: [{ type: 'text', text: JSON.stringify(answer) }] };
}

/** A command prints a line; one that fails after its answer, a line more. */
function readLines(out: string): Answer[] | undefined {
  const lines = out.split('\n').filter((line) => line.trim());
  try {
    const parts = lines.map((line): unknown => JSON.parse(line));
    const isObject = (part: unknown) => typeof part === 'object' && part !== null && !Array.isArray(part);
    return parts.length > 0 && parts.every(isObject) ? (parts as Answer[]) : undefined;
  } catch {
    return undefined;
  }
}

/** The errors of an answer as a command prints them on stderr. */
function listErrors({ errors }: Answer): string {
  const lines = [errors ?? []]
    .flat()
    .map(Object)
    .map(({ code, message }) => `${code}  ${message}`);
  return lines.join('\n');
}

/** An error of the command, or a failed call; errors of records in a flow's report are none. */
function isFailure(answer: Answer): boolean {
  return Array.isArray(answer.errors) && !('flow' in answer);
}
