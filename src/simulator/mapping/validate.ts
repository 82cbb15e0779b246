import { hasOwn } from '../../shared/intrinsics.ts';
import { createConverter, type DataType } from './convert.ts';
import { countLists, EACH, type PathPart, parsePath } from './path.ts';

/** One line of a mapping. */
export interface FieldMapping {
  readonly extract?: string | undefined;
  readonly generate: string;
  readonly hardCodedValue?: unknown;
  readonly default?: unknown;
  readonly dataType?: DataType | undefined;
}

/** The problem of a mapping, with the field that has it. */
export interface InvalidField {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Features of the platform's mapper that the simulator does not have. */
export const NOT_MODELLED: ReadonlySet<string> = new Set([
  'buildArrayHelper',
  'conditional',
  'discardIfEmpty',
  'extractDateFormat',
  'extractDateTimezone',
  'extractsArrayHelper',
  'generateDateFormat',
  'generateDateTimezone',
  'immutable',
  'isKey',
  'isSubRecordMapping',
  'lists',
  'lookupName',
  'lookups',
  'mappings',
  'sourceDataType',
  'status',
  'subRecordMapping',
  'useAsAnInitializeValue',
  'useFirstRow',
  'useIterativeRow',
]);

/** Finds all problems of a mapping's fields, so that no record has to find them. */
export function validateFields(fields: readonly FieldMapping[]): InvalidField[] {
  const alone = fields.flatMap((field, index) =>
    checkField(field).map(({ path, message }) => ({ path: [index, ...path], message })),
  );
  return alone.length > 0 ? alone : findClashes(fields);
}

/** Finds all problems of a response mapping. */
export function validateResponseMapping(fields: readonly FieldMapping[]): InvalidField[] {
  const refused = validateFields(fields);
  if (refused.length > 0) return refused;
  return fields.flatMap(({ generate }, index) =>
    parsePath(generate).includes(EACH)
      ? [{ path: [index, 'generate'], message: `found ${generate}, expected a path without [*]` }]
      : [],
  );
}

function checkField(field: FieldMapping): InvalidField[] {
  const refused: InvalidField[] = [];
  const refuse = (key: keyof FieldMapping, message: string) => refused.push({ path: [key], message });
  for (const key of ['extract', 'generate', 'hardCodedValue', 'default'] as const) {
    if (String(field[key]).includes('{{')) refuse(key, `the simulator doesn’t model expressions: ${field[key]}`);
    else
      attempt(
        () => checkPart(field, key),
        (message) => refuse(key, message),
      );
  }
  const constant = field.hardCodedValue !== undefined;
  if (refused.length > 0) return refused;
  if (constant && field.extract !== undefined)
    refuse('hardCodedValue', 'found extract as well, expected one of the two');
  if (!constant && field.extract === undefined && field.default === undefined) {
    refused.push({ path: [], message: 'found none of extract, hardCodedValue and default, expected one' });
  }
  if (refused.length === 0 && field.extract !== undefined) {
    attempt(
      () => checkLists(field.extract as string, field.generate),
      (message) => refuse('generate', message),
    );
  }
  return refused;
}

function checkPart({ dataType, ...field }: FieldMapping, key: 'extract' | 'generate' | 'hardCodedValue' | 'default') {
  const value = field[key];
  if (value === undefined) return;
  if (key === 'extract' || key === 'generate') {
    if (/^\$(?:[.[]|$)/.test(value as string)) throw new Error(`the simulator doesn’t model JSONPath: ${value}`);
    parsePath(value as string);
  } else if (dataType) createConverter(dataType)(value);
}

function checkLists(extract: string, generate: string): void {
  const [from, to] = [countLists(parsePath(extract)), countLists(parsePath(generate))];
  if (from > 0 && to > from) {
    throw new Error(`found ${to} lists in ${generate}, expected no more than the ${from} in ${extract}`);
  }
}

function attempt(work: () => void, refuse: (message: string) => void): void {
  try {
    work();
  } catch (thrown) {
    refuse((thrown as Error).message);
  }
}

type Kind = 'value' | 'object' | 'list' | 'list with indices';

/** Finds fields that would overwrite each other. */
function findClashes(fields: readonly FieldMapping[]): InvalidField[] {
  const kinds: Record<string, { kind: Kind; by: string }> = Object.create(null);
  return fields.flatMap(({ generate }, index) => {
    const steps = parsePath(generate);
    for (let at = 0; at <= steps.length; at++) {
      const place = steps.slice(0, at).map(String).join('\0');
      const kind = readKind(steps[at]);
      const known = hasOwn(kinds, place) ? kinds[place] : undefined;
      if (known && (known.kind !== kind || kind === 'value')) {
        const message = `found ${generate}, which ${known.by} of another field would overwrite or be overwritten by`;
        return [{ path: [index, 'generate'], message }];
      }
      kinds[place] ??= { kind, by: generate };
    }
    return [];
  });
}

function readKind(next: PathPart | undefined): Kind {
  if (next === undefined) return 'value';
  if (next === EACH) return 'list';
  return typeof next === 'number' ? 'list with indices' : 'object';
}
