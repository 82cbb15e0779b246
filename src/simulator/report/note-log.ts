import type { Note } from './types.ts';

/** The most kinds of notes that a report keeps. */
const MOST = 100;

/** The notes of a run: the first of each kind, with their number. */
export class NoteLog {
  readonly #notes = new Map<string, Note>();

  /** @param kind the same for all notes that say the same about another place */
  add(kind: string, note: Omit<Note, 'count'>): void {
    const key = `${note.stage} ${note.function} ${kind}`;
    const known = this.#notes.get(key);
    if (known) this.#notes.set(key, { ...known, count: known.count + 1 });
    else if (this.#notes.size < MOST) this.#notes.set(key, { ...note, count: 1 });
  }

  list(): readonly Note[] {
    return [...this.#notes.values()];
  }
}
