import { isArray } from '../../shared/intrinsics.ts';
import type { Scope } from '../scope/scope.ts';
import { hasLookupCondition } from './condition.ts';
import type { Mapper1Settings } from './document.ts';
import { attempt, type Mapper1Entry } from './entry.ts';
import { compileTemplate } from './expression.ts';
import type { ListLevel, ListLevels, MappingFrame } from './levels.ts';
import { countLists, EACH, isJsonPath, type Mapper1Step, parseExtract } from './path.ts';
import { createCollector, createReader } from './read.ts';
import { readings } from './readings.ts';

/** Where an entry has its value from. */
export interface ExtractSource {
  /**
   * Reads the value while its lists are at their current elements; undefined is none. Of a fixed value with a condition
   * on a lookup it reads what is looked up.
   */
  readonly read: (frame: MappingFrame) => unknown;
  /** The lists that it goes through, one element at a time, from the outermost. */
  readonly levels: readonly ListLevel[];
  /** Whether the value may be repeated in the elements of lists that it does not go through. */
  readonly isRepeated: boolean;
  readonly isLiteral: boolean;
  /** Whether the value is a list of all values that a path through lists finds. */
  readonly isCollected: boolean;
  /** The text that a name in quotes is where the record lacks the field. */
  readonly textIfMissing?: string | undefined;
  /** The whole path, as messages have it. */
  readonly path: string;
}

const PLAIN = { isRepeated: true, isLiteral: false, isCollected: false };

/** Compiles the source of an entry: a fixed value, an expression or a path, in the platform's order of deciding. */
export function compileSource(entry: Mapper1Entry, levels: ListLevels, settings: Mapper1Settings): ExtractSource {
  const { field, extract, lookupName } = entry;
  if (lookupName !== undefined || field.hardCodedValue === undefined) return compileExtract(entry, levels, settings);
  if (extract !== '' && hasLookupCondition(entry)) {
    return { ...compileExtract(entry, levels, settings), isLiteral: true };
  }
  const value = field.hardCodedValue;
  return { ...PLAIN, levels: levels.find(entry.list).levels, path: extract, isLiteral: true, read: () => value };
}

function compileExtract(entry: Mapper1Entry, levels: ListLevels, settings: Mapper1Settings): ExtractSource {
  const { extract } = entry;
  const inList = levels.find(entry.list).levels;
  const plain = { ...PLAIN, levels: inList, path: extract };
  if (extract.includes('{{')) return { ...plain, read: compileTemplate(entry, inList.at(-1), settings) };
  if (isJsonPath(extract)) {
    const rest = extract.replace(/^\$\.?/, '');
    const instead = rest === '' ? 'a field by its name' : rest;
    entry.scope.at('extract').warn(`found ${extract}, which finds nothing here; expected ${instead}, without $`);
    return { ...plain, read: () => undefined };
  }
  return compilePath(entry, levels, plain);
}

function compilePath(entry: Mapper1Entry, levels: ListLevels, plain: Omit<ExtractSource, 'read'>): ExtractSource {
  const scope = entry.scope.at('extract');
  const nothing = { ...plain, read: () => undefined };
  const parsed = attempt(() => parseExtract(entry.extract), scope);
  if (!parsed) return nothing;
  const isInList = countLists(entry.target) > 0;
  if (isInList && entry.field.useFirstRow === true) return compileFirstRow(entry, parsed.steps, plain);
  const isWhole = startsWith(parsed.steps, entry.list);
  if (isWhole && entry.list.length > 0) scope.rely(readings.wholePath);
  const steps = isWhole ? parsed.steps : [...entry.list, ...parsed.steps];
  const path = isWhole ? entry.extract : `${entry.listPath}${entry.extract}`;
  const named = { ...plain, path };
  if (!parsed.isQuoted && isIndex(steps[0])) {
    if (countLists(steps) === 0) return { ...named, read: readOfRecord(steps) };
    scope.refuse(`found ${path}, expected [*] in place of its first index, or no [*] after it`);
    return nothing;
  }
  const found = levels.find(steps);
  if (found.levels.length > 0 && !isInList) {
    return { ...named, isCollected: true, levels: [], read: collectFrom(steps, scope) };
  }
  const { id } = found.levels.at(-1) ?? levels.rows;
  const read = createReader(found.rest);
  const isRepeated = countLists(parsed.steps) === 0;
  const value = (frame: MappingFrame) => read(frame.bound[id]);
  const textIfMissing = parsed.isQuoted ? String(parsed.steps[0]) : undefined;
  return { ...named, levels: found.levels, isRepeated, textIfMissing, read: value };
}

function isIndex(step: Mapper1Step | undefined): boolean {
  return typeof step === 'number' || (typeof step === 'string' && /^\d+$/.test(step));
}

function readOfRecord(steps: readonly Mapper1Step[]): (frame: MappingFrame) => unknown {
  const read = createReader(steps);
  return (frame) => read(frame.record);
}

function collectFrom(steps: readonly Mapper1Step[], scope: Scope): (frame: MappingFrame) => unknown {
  const collect = createCollector(steps, () => scope.rely(readings.singleElement));
  if (steps[0] === EACH) return (frame) => collect(frame.record);
  return (frame) => {
    if (isArray(frame.record)) scope.rely(readings.listsOfRows);
    return collect(frame.bound[0]);
  };
}

/** Reads the value of the first row of a group for each element of a list. */
function compileFirstRow(entry: Mapper1Entry, steps: readonly Mapper1Step[], plain: Omit<ExtractSource, 'read'>) {
  const rest = steps[0] === EACH ? steps.slice(1) : steps;
  const isRows = entry.list.length === 0 || (entry.list.length === 1 && entry.list[0] === EACH);
  if (!isRows || rest.includes(EACH)) {
    const found = `${entry.listPath}${entry.extract}`;
    entry.scope.at('useFirstRow').refuse(`found useFirstRow with ${found}, expected a field of a row, without lists`);
  }
  const read = createReader(rest.filter((step) => step !== EACH));
  return { ...plain, read: (frame: MappingFrame) => read(frame.rows[0]) };
}

function startsWith(steps: readonly Mapper1Step[], start: readonly Mapper1Step[]): boolean {
  return start.every((step, at) => steps[at] === step);
}
