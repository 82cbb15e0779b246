import { findNearest } from '../../shared/nearest.ts';
import { formatPath } from '../../shared/path.ts';
import { describeOffer } from '../find-wrong-values.ts';
import { fieldTypes, olderFieldTypes } from './form-field-types.ts';

/** What the platform can't show of a form. */
export interface FieldProblem {
  /** `form.fieldMap.currency.type`, `settings.sections[0].fields[1].name`. */
  readonly path: string;
  readonly message: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** Finds what the platform can't show of a form of 2.0, or of a step: fields by their keys in fieldMap. */
export function findFormProblems(form: object): FieldProblem[] {
  const { fieldMap, layout, ...others } = form as Fields;
  const path = formatPath('form', ['fieldMap']);
  if (fieldMap === undefined) {
    const keys = Object.keys(others);
    if (keys.length === 0) return [];
    return [{ path, message: `found a form with ${keys.join(', ')} alone, expected its fields in fieldMap` }];
  }
  if (!isObject(fieldMap) || Array.isArray(fieldMap)) {
    return [{ path, message: `found ${describe(fieldMap)}, expected an object of fields` }];
  }
  const problems = Object.entries(fieldMap).flatMap(([key, field]) => findFieldProblems(key, field));
  return [...problems, ...findLayoutProblems(layout, ['layout'], Object.keys(fieldMap))];
}

function findFieldProblems(key: string, field: unknown): FieldProblem[] {
  const at = (...keys: string[]) => formatPath('form', ['fieldMap', key, ...keys]);
  if (!isObject(field)) return [{ path: at(), message: `found ${describe(field)}, expected a field` }];
  const { id, name, type } = field;
  const problems: FieldProblem[] = [];
  if (id !== key) problems.push({ path: at('id'), message: `found ${describe(id)}, expected "${key}", its key` });
  if (!isText(name)) problems.push({ path: at('name'), message: `found ${describe(name)}, expected a name` });
  return [...problems, ...findTypeProblems(type, at('type'), fieldTypes), ...findDefaultProblems(field, at)];
}

/** Finds a defaultValue that its field does not offer: it would be submitted where the customer leaves the field. */
function findDefaultProblems(field: Fields, at: (key: string) => string): FieldProblem[] {
  const { defaultValue } = field;
  const expected = describeOffer(field, defaultValue);
  if (expected === undefined) return [];
  return [{ path: at('defaultValue'), message: `found ${describe(defaultValue)}, expected ${expected}` }];
}

function findTypeProblems(type: unknown, path: string, known: readonly string[]): FieldProblem[] {
  if (known.some((one) => one === type)) return [];
  const nearest = isText(type) ? findNearest(type, known) : undefined;
  return [{ path, message: `found ${describe(type)}, expected ${nearest ?? `one of ${known.join(', ')}`}` }];
}

/** Finds the fields that a layout names, at any depth of its containers, and that the form does not have. */
function findLayoutProblems(part: unknown, keys: readonly PropertyKey[], known: readonly string[]): FieldProblem[] {
  if (!isObject(part)) return [];
  return Object.entries(part).flatMap(([key, value]): FieldProblem[] => {
    const path = [...keys, Array.isArray(part) ? Number(key) : key];
    if (key !== 'fields' || !Array.isArray(value)) return findLayoutProblems(value, path, known);
    return value.flatMap((name: unknown, at) => {
      if (known.some((one) => one === name)) return [];
      const nearest = isText(name) ? findNearest(name, known) : undefined;
      const expected = nearest ?? `a field of fieldMap: ${known.join(', ') || 'there is none'}`;
      return [{ path: formatPath('form', [...path, at]), message: `found ${describe(name)}, expected ${expected}` }];
    });
  });
}

/** Finds what the platform can't show of the settings of 1.0: fields in sections, at any depth. */
export function findSettingsProblems(settings: object, keys: readonly PropertyKey[] = []): FieldProblem[] {
  const { sections, fields } = settings as Fields;
  return [
    ...listElements(fields).flatMap(([field, at]) => findOlderProblems(field, [...keys, 'fields', at])),
    ...listElements(sections).flatMap(([section, at]) => {
      const inner = [...keys, 'sections', at];
      if (isObject(section)) return findSettingsProblems(section, inner);
      return [{ path: formatPath('settings', inner), message: `found ${describe(section)}, expected a section` }];
    }),
  ];
}

function findOlderProblems(field: unknown, keys: readonly PropertyKey[]): FieldProblem[] {
  const at = (...more: string[]) => formatPath('settings', [...keys, ...more]);
  if (!isObject(field)) return [{ path: at(), message: `found ${describe(field)}, expected a field` }];
  const { name, type } = field;
  const problems = isText(name) ? [] : [{ path: at('name'), message: `found ${describe(name)}, expected a name` }];
  const ofType = type === undefined ? [] : findTypeProblems(type, at('type'), olderFieldTypes);
  return [...problems, ...ofType, ...findDefaultProblems(field, at)];
}

function listElements(list: unknown): [element: unknown, at: number][] {
  return Array.isArray(list) ? list.map((element: unknown, at) => [element, at]) : [];
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function describe(value: unknown): string {
  return value === undefined ? 'nothing' : (JSON.stringify(value) as string);
}
