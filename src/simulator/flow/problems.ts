import * as z from 'zod';
import { findNearest } from '../../shared/nearest.ts';
import { getOwn } from '../../shared/own-property.ts';
import { formatPath } from '../../shared/path.ts';
import type { TextPosition } from './document.ts';
import type { FlowProblem } from './error.ts';

type ZodIssue = z.core.$ZodIssue;

/** Words a schema's issues about a flow, with their positions in the file. */
export function listProblems(
  issues: readonly ZodIssue[],
  written: unknown,
  findPlace: (path: readonly PropertyKey[]) => TextPosition | undefined,
  schema: unknown,
): FlowProblem[] {
  const problem = (path: readonly PropertyKey[], message: string): FlowProblem => ({
    path: formatPath('', path).replace(/^\./, ''),
    message,
    ...findPlace(path),
  });
  return issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => problem([...issue.path, key], unknownKey(schema, issue.path, key)))
      : [problem(issue.path, saying(issue, written))],
  );
}

/** What an account's documents can say, and the short form of a flow can't. */
const NAMED: Readonly<Record<string, string>> = {
  mappings: 'Mapper 2.0',
  lookups: 'lookups of the mapper',
  lookupName: 'lookups of the mapper',
  filter: 'a filter',
  inputFilter: 'an input filter',
  transform: 'a transformation',
  responseTransform: 'a transformation of responses',
  routers: 'routers and branches',
  pageProcessors: 'page processors: several steps',
  pageGenerators: 'page generators: several exports',
  ignoreExisting: 'the test whether a record exists',
  ignoreMissing: 'the test whether a record exists',
  groupByFields: 'groups of records',
  buildArrayHelper: 'Mapper 2.0',
};

function unknownKey(schema: unknown, path: readonly PropertyKey[], key: string): string {
  const named = NAMED[key];
  if (named !== undefined) {
    return `found ${named}, which the short form of a flow does not have; expected a folder of the account’s documents, which has it`;
  }
  const keys = keysAt(schema, path);
  const meant = findNearest(key, keys);
  return `found an unknown key, expected ${meant ?? `one of ${keys.join(', ')}`}`;
}

/** The keys that a document may have at a path. */
function keysAt(root: unknown, path: readonly PropertyKey[]): string[] {
  let schema = bare(root);
  for (const key of path) {
    const within = schema instanceof z.ZodArray ? schema.element : readShape(schema, key);
    schema = bare(within);
  }
  return Object.keys((schema as z.ZodObject).shape);
}

function readShape(schema: unknown, key: PropertyKey): unknown {
  return schema instanceof z.ZodRecord ? schema.valueType : (schema as z.ZodObject).shape[key as string];
}

function bare(schema: unknown): unknown {
  if (schema instanceof z.ZodUnion) return bare(schema.options.find((one) => one instanceof z.ZodObject));
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault ? bare(schema.unwrap()) : schema;
}

function saying(issue: ZodIssue, written: unknown): string {
  if (issue.code === 'custom') return issue.message;
  const value = issue.path.reduce((from, key) => getOwn(from, key as string), written);
  return `expected ${expectedBy(issue)}, found ${value === undefined ? 'nothing' : (JSON.stringify(value) ?? `a ${typeof value}`)}`;
}

function expectedBy(issue: ZodIssue): string {
  if (issue.code === 'invalid_union') return issue.errors.map(([first]) => expectedBy(first as ZodIssue)).join(' or ');
  if (issue.code === 'invalid_format') return `a text in the format ${issue.format}`;
  return issue.message
    .replace(/^.*?expected /, '')
    .replace(/, received .*$/, '')
    .replace(/^record$/, 'object');
}
