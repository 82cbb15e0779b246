import { suggest } from '../../shared/nearest.ts';
import { createFieldReader, type FieldPathError, parseFieldPath } from './field-path.ts';
import type { FilterPage } from './filter-settings.ts';
import { readings } from './readings.ts';
import type { RulePlace } from './rule-place.ts';

/** Reads one value of a rule; undefined where it is missing. */
export type ReadValue = (record: unknown, page: FilterPage) => unknown;

const ACCESSORS = ['extract', 'settings', 'context'] as const;
const SETTINGS = ['flow', 'export', 'import', 'integration', 'connection'];
const CONTEXT = ['lastExportDateTime', 'currentExportDateTime', 'pageIndex'];

/** An accessor of the platform's filters: a field of the record, a setting, or a fact of the page. */
type Accessor = (typeof ACCESSORS)[number];

/** Whether a name is one of an accessor. */
export function isAccessor(name: unknown): name is Accessor {
  return (ACCESSORS as readonly unknown[]).includes(name);
}

/** Compiles an accessor and the name that it reads. After a refusal it finds nothing. */
export function compileAccessor(accessor: Accessor, name: string, place: RulePlace): ReadValue {
  if (accessor === 'extract') return compileExtract(name, place);
  return accessor === 'settings' ? compileSetting(name, place) : compileContext(name, place);
}

function compileExtract(path: string, { scope }: RulePlace): ReadValue {
  if (path === '$' || path.startsWith('$.')) {
    scope.warn(`found the path ${path}, which finds nothing; expected ${path.slice(2) || 'the name of a field'}`);
  }
  let isWarned = false;
  const read = readPath(path, scope.refuse, () => {
    scope.rely(readings.firstRow);
    if (isWarned) return;
    isWarned = true;
    scope.warn(`found a grouped record, of which only the first row's ${path} is read`);
  });
  const watch = scope.watch(path);
  return (record) => {
    const value = read(record);
    watch.note(record, value);
    return value;
  };
}

/** A setting stays the same for a run: it is read once. */
function compileSetting(name: string, { scope, settings }: RulePlace): ReadValue {
  const [of = ''] = name.split(/[.[]/, 1);
  if (!SETTINGS.includes(of) || name.length <= of.length + 1) {
    const found = `found the setting ${JSON.stringify(name)}`;
    scope.refuse(
      `${found}, expected a name in one of ${SETTINGS.join(', ')}, such as flow.NAME${suggest(of, SETTINGS)}`,
    );
    return () => undefined;
  }
  const value = readPath(name, scope.refuse)(settings.settings);
  if (value === undefined) scope.warn(`found no setting ${name}, expected one in the given settings`);
  return () => value;
}

function compileContext(name: string, { scope }: RulePlace): ReadValue {
  if (CONTEXT.includes(name)) return (_record, page) => page[name as keyof FilterPage];
  scope.refuse(`found the context ${JSON.stringify(name)}, expected ${CONTEXT.join(', ')}${suggest(name, CONTEXT)}`);
  return () => undefined;
}

function readPath(
  path: string,
  refuse: (message: string) => void,
  onFirstRow?: () => void,
): (record: unknown) => unknown {
  try {
    return createFieldReader(parseFieldPath(path), onFirstRow);
  } catch (thrown) {
    refuse((thrown as FieldPathError).message);
    return () => undefined;
  }
}
