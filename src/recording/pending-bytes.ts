/** Counts the bytes that recordings hold in memory, and the recordings that were dropped because there were too many. */
export class PendingBytes {
  readonly #limit: number;
  readonly #tell: (dropped: number) => void;
  #held = 0;
  #untold = 0;
  #isFull = false;

  /**
   * @param limit the most bytes
   * @param tell gets the number of dropped recordings: of the first at once, of the others when nothing is held any more
   */
  constructor(limit: number, tell: (dropped: number) => void) {
    this.#limit = limit;
    this.#tell = tell;
  }

  /** Holds more bytes, unless they are too many: their recording then counts as dropped. */
  hold(bytes: number): boolean {
    const isHeld = this.#held + bytes <= this.#limit;
    if (isHeld) this.#held += bytes;
    else this.#drop();
    return isHeld;
  }

  /** Holds bytes no longer. */
  release(bytes: number): void {
    this.#held -= bytes;
    if (this.#held > 0) return;
    this.#isFull = false;
    this.#tellUntold();
  }

  #drop(): void {
    this.#untold += 1;
    if (this.#isFull) return;
    this.#isFull = this.#held > 0;
    this.#tellUntold();
  }

  #tellUntold(): void {
    if (this.#untold > 0) this.#tell(this.#untold);
    this.#untold = 0;
  }
}
