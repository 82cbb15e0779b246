/** The most lines that a report keeps, and the most characters of each. */
const [MOST, LONGEST] = [1000, 2000];

/** The first lines that functions have logged, in their order; the others are counted. */
export class LogLines {
  readonly lines: string[] = [];
  leftOut = 0;

  /** Keeps a line without secrets, and returns it whole. */
  take(line: string): string {
    if (this.lines.length === MOST) this.leftOut += 1;
    else this.lines.push(line.length > LONGEST ? `${line.slice(0, LONGEST)} [cut: ${line.length} characters]` : line);
    return line;
  }
}
