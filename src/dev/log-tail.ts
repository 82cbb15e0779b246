import type { CallTrace } from '../transport/transport.ts';

/** The bytes of a log that Lambda's answer may carry. */
const TAIL = 4096;

/**
 * Makes the log of an invocation as Lambda writes it, and returns its last 4 KB in base64.
 * @param clean takes the secrets out of a text
 */
export function toLogTail(trace: CallTrace | undefined, requestId: string, clean: (text: string) => string): string {
  const { logs = [], ms = 0 } = trace ?? {};
  // A line of the console is a text; one of the function's logger has fields.
  const lines = logs.map(({ level, message, ...fields }) =>
    Object.keys(fields).length > 0 ? JSON.stringify({ message, ...fields, level }) : message,
  );
  const report = `REPORT RequestId: ${requestId}\tDuration: ${ms.toFixed(2)} ms\tBilled Duration: ${Math.ceil(ms)} ms`;
  const all = [
    `START RequestId: ${requestId} Version: $LATEST`,
    ...lines.map(clean),
    `END RequestId: ${requestId}`,
    report,
    '',
  ].join('\n');
  return Buffer.from(all).subarray(-TAIL).toString('base64');
}
