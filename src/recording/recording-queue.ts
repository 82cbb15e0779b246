import type { Level } from '../core/logger.ts';
import { readProblems, toText } from '../shared/errors.ts';
import { createRecording, type RecordingSettings } from './create-recording.ts';
import { type EndedCall, measureMore } from './ended-call.ts';
import { PendingBytes } from './pending-bytes.ts';
import type { RecorderSettings } from './recorder-settings.ts';

/** Writes a log line of the recorder. */
export type SayLine = (level: Level, message: string, fields: object) => void;

/** Makes recordings of ended calls and gives them to the sink, within the bytes that may be in memory. Never fails. */
export class RecordingQueue {
  readonly #settings: RecorderSettings;
  readonly #redaction: RecordingSettings;
  readonly #say: SayLine;
  readonly #pending: PendingBytes;
  readonly #saving = new Set<Promise<void>>();

  constructor(settings: RecorderSettings, redaction: RecordingSettings, say: SayLine) {
    this.#settings = settings;
    this.#redaction = redaction;
    this.#say = say;
    const limit = settings.pendingBytes ?? 16 * 1024 * 1024;
    this.#pending = new PendingBytes(limit, (dropped) => say('warn', 'recordings dropped', { dropped, limit }));
  }

  /** Holds bytes of a call that begins; false if there are too many, which a log line then says. */
  hold(bytes: number): boolean {
    return this.#pending.hold(bytes);
  }

  /**
   * Records an ended call, once its answer is on its way: immediates run after the answer has been written.
   * @param held the bytes that were held for it
   */
  add(held: number, toCall: () => EndedCall): void {
    const work = new Promise<void>((done) => {
      setImmediate(() => void this.#record(held, toCall).then(done));
    });
    this.#saving.add(work);
    void work.then(() => this.#saving.delete(work));
  }

  /** Resolves when all recordings have left. */
  async flush(): Promise<void> {
    while (this.#saving.size > 0) await Promise.all(this.#saving);
  }

  async #record(begun: number, toCall: () => EndedCall): Promise<void> {
    const { when = 'always', sink } = this.#settings;
    let held = begun;
    try {
      const call = toCall();
      if (when === 'failures' && call.problems === undefined) return;
      const more = measureMore(call);
      if (!this.hold(more)) return;
      held += more;
      const recording = createRecording(call, this.#redaction);
      if (typeof when !== 'function' || when(recording)) await sink(recording);
    } catch (thrown) {
      this.#say('warn', 'call not recorded', { why: toText(readProblems(thrown)[0]?.message) });
    } finally {
      this.#pending.release(held);
    }
  }
}
