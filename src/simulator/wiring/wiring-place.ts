import { formatPath } from '../../shared/path.ts';
import type { DocumentKind, FlowFolder } from '../flow/flow-folder.ts';
import { type WiringLevel, type WiringRule, wiringRules } from './rules.ts';
import type { WiringFinding } from './wiring-finding.ts';

/** A place in a document, where rules of wiring report what they find. */
export interface WiringPlace {
  readonly document: string;
  readonly path: string;
  readonly at: (...keys: readonly PropertyKey[]) => WiringPlace;
  /** @param covers places where compiling the flow reports the same in other words */
  readonly note: (rule: WiringRule, found: string, expected: string, ...covers: readonly WiringPlace[]) => void;
}

/** Everything that the rules of wiring read, and where they report. */
export interface WiringContext {
  readonly folder: FlowFolder;
  readonly placeOf: (kind: DocumentKind, id?: string) => WiringPlace;
}

/** The place of a finding; its line, where that is known before the document is searched. */
type LoggedPlace = Pick<WiringFinding, 'document' | 'path' | 'line'>;

/** The findings of a check, in the order in which they were found. */
export class WiringLog {
  readonly findings: WiringFinding[] = [];
  readonly #known = new Set<string>();
  readonly #covered: Readonly<Record<WiringLevel, Set<string>>> = { error: new Set(), warning: new Set() };

  /** Whether the rules have said what compiling says of a place: an error says more than a warning, and not less. */
  isCovered({ document, path }: LoggedPlace, level: WiringLevel): boolean {
    const key = `${document}\0${path}`;
    return this.#covered.error.has(key) || (level === 'warning' && this.#covered.warning.has(key));
  }

  /** Adds a finding once, however many steps use its document; its rule says the rest. */
  add(rule: WiringRule, { document, path, line }: LoggedPlace, found: string, expected: string): void {
    const key = [rule, document, path, line, found].join('\0');
    if (this.#known.has(key)) return;
    this.#known.add(key);
    const { level, consequence, basis } = wiringRules[rule];
    const place = { document, path, ...(line !== undefined && { line }) };
    this.findings.push({ rule, level, ...place, found, expected, consequence, basis });
  }

  /** Makes the context of the rules. */
  contextOf(folder: FlowFolder): WiringContext {
    const placeOf = (kind: DocumentKind, id?: string) => {
      const { document, path } = folder.writtenAt(kind, id);
      return this.#placeAt(document, path);
    };
    return { folder, placeOf };
  }

  #placeAt(document: string, keys: readonly PropertyKey[]): WiringPlace {
    const path = formatPath('', keys).replace(/^\./, '');
    const place: WiringPlace = {
      document,
      path,
      at: (...more) => this.#placeAt(document, [...keys, ...more]),
      note: (rule, found, expected, ...covers) => {
        const covered = this.#covered[wiringRules[rule].level];
        for (const one of [place, ...covers]) covered.add(`${one.document}\0${one.path}`);
        this.add(rule, place, found, expected);
      },
    };
    return place;
  }
}
