import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readLogPlace } from './log-place.ts';
import type { CallLine, LogPlace } from './types.ts';

/** The most lines that a report keeps, those of one call, and the characters of each. */
const [MOST, MOST_OF_CALL, LONGEST] = [1000, 200, 2000];

/** The first lines that functions have logged, in their order and each with its call; the others are counted. */
export class LogLines {
  readonly lines: CallLine[] = [];
  leftOut = 0;
  readonly #redact: (text: string) => string;
  readonly #onLine: ((line: string) => void) | undefined;
  readonly #counts = new Map<string, number>();

  /**
   * @param redact takes the secrets out of a text
   * @param onLine gets each line whole; without it no line is kept
   */
  constructor(redact: (text: string) => string, onLine: ((line: string) => void) | undefined) {
    this.#redact = redact;
    this.#onLine = onLine;
  }

  /** Takes a line that is logged now: functions write what they like to the console. */
  take(line: string): void {
    const text = this.#redact(line);
    this.#keep({ text, ...readLogPlace() });
    this.#onLine?.(text);
  }

  /** Keeps the stack of what the current call has thrown; it is no line of the function's own log. */
  takeStack(stack: string): void {
    if (this.#onLine) this.#keep({ text: this.#redact(shortenStack(stack)), ...readLogPlace(), isStack: true });
  }

  #keep(line: CallLine): void {
    const { text } = line;
    if (!this.#hasRoom(line)) this.leftOut += 1;
    else
      this.lines.push(
        text.length > LONGEST ? { ...line, text: `${text.slice(0, LONGEST)} [cut: ${text.length} characters]` } : line,
      );
  }

  /** A function that logs much at one page leaves room for the others. */
  #hasRoom({ stage, page, attempt }: Partial<LogPlace>): boolean {
    if (this.lines.length === MOST) return false;
    if (stage === undefined) return true;
    const call = JSON.stringify([stage, page, attempt]);
    const count = this.#counts.get(call) ?? 0;
    this.#counts.set(call, count + 1);
    return count < MOST_OF_CALL;
  }
}

/** Shortens a stack to the frames of the author's own code, with their paths as seen from the current folder. */
function shortenStack(stack: string): string {
  const lines = stack.split('\n');
  const isForeign = (line: string) => /^\s+at /.test(line) && /node:|node_modules/.test(line);
  const own = lines.filter((line) => !isForeign(line));
  return own.map(shortenPaths).join('\n');
}

function shortenPaths(line: string): string {
  const plain = line.replaceAll(/file:\/\/\/[^\s()]+/g, (url) => fileURLToPath(url));
  return plain.replaceAll(/(?<=[\s(])\/[^\s():]+/g, (path) => relative(process.cwd(), path));
}
