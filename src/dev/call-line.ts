import type { Recording } from '../recording/recording.ts';

/** Formats a call as one line: function, kind, time, sizes, outcome and broken rules. It holds no secret. */
export function formatCall(recording: Recording): string {
  const { when, address, kind, ms, bytes, problems, findings } = recording;
  const name = [address.type, address.function || '(no function)'].filter(Boolean).join('.');
  const [first] = problems ?? [];
  const outcome = first ? `failed  ${first.code ?? 'no_code'}: ${cut(first.message)}` : 'answered';
  const broken =
    findings.length > 0
      ? `  ${findings.length} broken ${findings.length === 1 ? 'rule' : 'rules'}: ${cut(String(findings[0]))}`
      : '';
  const sizes = `${bytes.options} → ${bytes.response} bytes`;
  return `${when.slice(11, 19)}  ${name}${kind ? ` (${kind})` : ''}  ${Math.round(ms)} ms  ${sizes}  ${outcome}${broken}`;
}

/** The most characters of a message in a line. */
const LONGEST = 300;

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
