import { pathToFileURL } from 'node:url';
import type { AnyRecord } from '../../contracts/author-types.ts';
import { ExtensionError } from '../../shared/errors.ts';
import { isArray } from '../../shared/intrinsics.ts';
import type { Destination } from '../flow/schema.ts';
import { convertEach, createConverter, type Mismatch } from './convert.ts';
import { countLists, EACH, type PathPart, parsePath } from './path.ts';
import { getOwn, setOwn } from './property.ts';
import { createReader } from './read.ts';
import type { FieldMapping } from './validate.ts';
import { createWriter, emptyContainer } from './write.ts';

type Mapping = NonNullable<Destination['mapping']>;
type ResponseMapping = NonNullable<Destination['responseMapping']>;

/** Maps one record. Throws an ExtensionError, code `mapping_error`, for a value of the wrong type. */
export type Mapper = (record: AnyRecord) => AnyRecord;

/**
 * Makes the mapper of a validated mapping. Its results may share values with the record.
 * @param load imports the module of `mapping.function` by its path
 * @throws Error if that module's default export is no function
 */
export async function createMapper(
  mapping: Mapping,
  load: (path: string) => Promise<object> = importFile,
): Promise<Mapper> {
  if (mapping.function !== undefined) {
    const { default: found }: { default?: unknown } = await load(mapping.function);
    if (typeof found === 'function') return found as Mapper;
    throw new Error(
      `${mapping.function}: found ${typeof found} as the default export, expected a function (record) => mapped`,
    );
  }
  return createFieldsMapper(mapping.fields as readonly FieldMapping[]);
}

function importFile(path: string): Promise<object> {
  return import(pathToFileURL(path).href);
}

type Work = (record: unknown, target: object) => void;

function createFieldsMapper(fields: readonly FieldMapping[]): Mapper {
  const filling = fields.filter(spreads);
  const others = fields.filter((field) => !spreads(field));
  const lists = new Set(filling.flatMap(({ generate }) => findLists(parsePath(generate))));
  // Other fields put their one value into every element that a list has by then.
  const works = [...filling, ...others].map((field) => createWork(field, lists));
  const root = fields[0] ? parsePath(fields[0].generate)[0] : '';
  return (record) => {
    const target = emptyContainer(root);
    for (const work of works) work(record, target);
    return target;
  };
}

function spreads({ extract = '', generate }: FieldMapping): boolean {
  return countLists(parsePath(generate)) > 0 && countLists(parsePath(extract)) > 0;
}

/** The positions of a path's lists. */
function findLists(steps: readonly PathPart[]): string[] {
  return steps.flatMap((step, at) => (step === EACH ? [formatPlace(steps, at)] : []));
}

function formatPlace(steps: readonly PathPart[], at: number): string {
  return steps
    .slice(0, at + 1)
    .map(String)
    .join('\0');
}

function createWork(field: FieldMapping, lists: ReadonlySet<string>): Work {
  const steps = parsePath(field.generate);
  const spread = spreads(field);
  const shared = new Set([...steps.keys()].filter((at) => !spread && lists.has(formatPlace(steps, at))));
  const write = createWriter({ steps, spread, shared });
  const read = valueReader(field, spread ? countLists(steps) : 0);
  return (record, target) => {
    const value = read(record);
    if (value !== undefined) write(target, value);
  };
}

/** Reads the value of a field, with its default and its type, nested in as many lists as it is written into. */
function valueReader(field: FieldMapping, levels: number): (record: unknown) => unknown {
  const { extract, hardCodedValue, default: fallback, dataType } = field;
  const convert = dataType ? createConverter(dataType) : (value: unknown) => value;
  const finish = nested(levels, (value) => convert(fallback !== undefined && isEmpty(value) ? fallback : value));
  if (hardCodedValue !== undefined || extract === undefined) {
    const value = convert(hardCodedValue ?? fallback);
    return () => value;
  }
  const steps = parsePath(extract);
  const read = createReader(steps, Math.max(levels, 1));
  const collects = levels === 0 && steps.includes(EACH);
  return (record) => {
    const found = read(record);
    const value = collects && isArray(found) ? found.filter((one) => one !== undefined) : found;
    if (levels > 0 && value === undefined) return undefined;
    try {
      return finish(value);
    } catch (thrown) {
      throw mappingError(field, thrown as Mismatch);
    }
  };
}

function nested(levels: number, convert: (value: unknown) => unknown): (value: unknown) => unknown {
  if (levels === 0) return convert;
  const inner = nested(levels - 1, convert);
  return (list) => convertEach(list as unknown[], inner);
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

function mappingError({ extract, generate }: FieldMapping, { indices, message }: Mismatch): ExtensionError {
  const left = [...indices];
  const place = generate.replaceAll('[*]', () => `[${left.shift()}]`) + left.map((index) => `[${index}]`).join('');
  return new ExtensionError({ code: 'mapping_error', message: `${place}: ${message} at ${extract}` });
}

/**
 * Makes a function that copies values of a result into a copy of the record, or into each of its rows. A result is an
 * import's response, or the data that a lookup found. Missing values leave the record as it is.
 */
export function createResponseMapper({ fields }: ResponseMapping): (record: AnyRecord, response: unknown) => AnyRecord {
  const parsed = fields.map(({ extract, generate }) => ({
    read: createReader(parsePath(extract)),
    steps: parsePath(generate) as (string | number)[],
  }));
  return (record, response) =>
    parsed.reduce<AnyRecord>((changed, { read, steps }) => {
      const value = read(response);
      if (value === undefined) return changed;
      if (!isArray(changed) || typeof steps[0] === 'number') return withValue(changed, steps, value) as AnyRecord;
      return changed.map((row) => withValue(row, steps, value));
    }, record);
}

/**
 * Copies an object as deep as the path goes, with the value at its end. Other types on the path are replaced by
 * objects.
 */
function withValue(from: unknown, [step, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (step === undefined) return value;
  const copy = isArray(from) ? [...from] : typeof from === 'object' && from ? { ...from } : emptyContainer(step);
  setOwn(copy, step, withValue(getOwn(copy, step), rest, value));
  return copy;
}
