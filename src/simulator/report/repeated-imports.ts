import type { PageRun, StageResult } from '../engine/page.ts';
import type { Note, RepeatedImport, StageName } from './types.ts';
import { formatCount } from './words.ts';

/** The most records that a report keeps, and that a note names. */
const [MOST, NAMED] = [1000, 5];

/** The records that imports have accepted twice, because their page was sent twice. */
export class RepeatedImports {
  readonly kept: RepeatedImport[] = [];
  leftOut = 0;
  readonly #page: number | undefined;
  /** The number of records by stage. */
  readonly #counts = new Map<StageName, number>();
  /** Those that were accepted when the page was first sent. */
  #before = new Set<string>();

  /** @param page the page that is sent twice, from 0 */
  constructor(page: number | undefined) {
    this.#page = page;
  }

  /** Takes the results of a page. */
  take(way: PageRun): void {
    const { number, retried, repeats } = way.source;
    if (number !== this.#page || retried) return;
    const accepted = way.passes.filter(({ isImport }) => isImport).flatMap((pass) => listAccepted(way, pass));
    if (!repeats) this.#before = new Set(accepted.map(toText));
    else for (const one of accepted) if (this.#before.has(toText(one))) this.#keep(one);
  }

  /** A note for each import, which names the first records. */
  notes(): readonly Note[] {
    const groups = Map.groupBy(this.kept, ({ stage }) => stage);
    return [...groups].map(([stage, records]): Note => {
      const first = records.slice(0, NAMED).map(({ record }) => record);
      const count = this.#counts.get(stage) ?? 0;
      const more = count > NAMED ? ` and ${(count - NAMED).toLocaleString('en')} more` : '';
      const counted = `${formatCount(count, 'record')} ${count === 1 ? 'was' : 'were'}`;
      const message = `${stage}: page ${this.#page} was sent twice, and ${counted} imported twice: ${first.join(', ')}${more}.`;
      return { stage, message, count: 1 };
    });
  }

  #keep(one: RepeatedImport): void {
    this.#counts.set(one.stage, (this.#counts.get(one.stage) ?? 0) + 1);
    if (this.kept.length < MOST) this.kept.push(one);
    else this.leftOut += 1;
  }
}

function listAccepted(way: PageRun, { stage, ids, marks }: StageResult): RepeatedImport[] {
  const isAccepted = (at: number) => !marks.get(at)?.failed && !marks.get(at)?.ignored;
  return ids.flatMap((id, at) => (isAccepted(at) ? [{ record: way.formatKey(id), stage }] : []));
}

function toText({ record, stage }: RepeatedImport): string {
  return JSON.stringify([record, stage]);
}
