import { findNearest } from '../../shared/nearest.ts';
import { formatPath } from '../../shared/path.ts';
import { FieldWatch } from './field-watch.ts';
import type { Reading, Scope } from './scope.ts';

/** A mistake in a document, with its place: `imports/d1.json`, and the path in it. */
export interface DocumentFinding {
  readonly document: string;
  readonly path: string;
  readonly message: string;
}

/** Collects what the parts of a flow report, while they are compiled and while they run. */
export class Findings {
  readonly refusals: DocumentFinding[] = [];
  readonly #warnings = new Map<string, DocumentFinding>();
  readonly #omissions = new Map<string, DocumentFinding>();
  readonly #readings = new Set<Reading>();
  readonly #watches: { readonly place: Omit<DocumentFinding, 'message'>; readonly watch: FieldWatch }[] = [];

  /** @param document the name of a document, as messages have it */
  scopeOf(document: string, path: readonly PropertyKey[] = []): Scope {
    const place = { document, path: formatPath('', path).replace(/^\./, '') };
    const addTo = (found: Map<string, DocumentFinding>) => (message: string) =>
      void found.set(`${document}\0${place.path}\0${message}`, { ...place, message });
    return {
      at: (...keys) => this.scopeOf(document, [...path, ...keys]),
      refuse: (message) => {
        const isSame = (one: DocumentFinding) => one.document === document && one.path === place.path;
        // A document that several steps use is compiled for each of them.
        if (this.refusals.some((one) => isSame(one) && one.message === message)) return;
        this.refusals.push({ ...place, message });
      },
      warn: addTo(this.#warnings),
      omit: addTo(this.#omissions),
      rely: (reading) => void this.#readings.add(reading),
      watch: (extract) => {
        const watch = new FieldWatch(extract);
        this.#watches.push({ place, watch });
        return watch;
      },
    };
  }

  /** Notes readings that decided an outcome. */
  relyAll(readings: readonly Reading[]): void {
    for (const reading of readings) this.#readings.add(reading);
  }

  /** Lists the readings that decided an outcome. */
  readings(): readonly Reading[] {
    // Two parts of a flow may read the same rule in the same way.
    return [...new Map(Array.from(this.#readings, (reading) => [reading.rule, reading])).values()];
  }

  /** Lists the parts of documents that are not simulated. */
  omissions(): readonly DocumentFinding[] {
    return [...this.#omissions.values()];
  }

  /** Lists the warnings, and the fields that no record of the run had, each with the nearest name that one had. */
  warnings(): readonly DocumentFinding[] {
    const missing = this.#watches.flatMap(({ place, watch }) => {
      if (watch.isFound || watch.missed === 0) return [];
      const records = `${watch.missed} record${watch.missed === 1 ? '' : 's'}`;
      return [{ ...place, message: `${watch.path} was found in none of ${records}${suggestName(watch)}` }];
    });
    return [...this.#warnings.values(), ...missing];
  }
}

/** Names the field of the sample that is most like the one that was looked for. */
function suggestName({ path, sample }: FieldWatch): string {
  const names = new Map<string, string>();
  collectNames(sample, '', names, 0);
  const wanted = path.replace(/^\$\.?/, '').replaceAll(/\[\*\]/g, '');
  const nearest = findNearest(wanted, [...names.keys()]);
  return nearest === undefined ? '' : `; did you mean ${names.get(nearest)}?`;
}

/** Collects the paths of a record, with the lists in them written as lists. */
function collectNames(value: unknown, path: string, names: Map<string, string>, depth: number): void {
  if (typeof value !== 'object' || value === null || depth > 4) return;
  if (Array.isArray(value)) {
    collectNames(value[0], `${path}[*]`, names, depth + 1);
    return;
  }
  for (const [name, inner] of Object.entries(value)) {
    const own = path === '' ? name : `${path}.${name}`;
    names.set(own.replaceAll('[*]', '').replace(/^\./, ''), own);
    collectNames(inner, own, names, depth + 1);
  }
}
