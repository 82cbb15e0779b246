import * as z from 'zod';
import { findNearest } from '../../shared/nearest.ts';
import { formatPath } from '../../shared/path.ts';
import { getOwn } from '../mapping/property.ts';
import { NOT_MODELLED } from '../mapping/validate.ts';
import type { TextPosition } from './document.ts';
import type { FlowProblem } from './error.ts';
import { flowSchema } from './schema.ts';

type ZodIssue = z.core.$ZodIssue;

/** Words a schema's issues about a flow, with their positions in the file. */
export function listProblems(
  issues: readonly ZodIssue[],
  written: unknown,
  findPlace: (path: readonly PropertyKey[]) => TextPosition | undefined,
): FlowProblem[] {
  const problem = (path: readonly PropertyKey[], message: string): FlowProblem => ({
    path: formatPath('', path).replace(/^\./, ''),
    message,
    ...findPlace(path),
  });
  return issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => problem([...issue.path, key], unknownKey(issue.path, key)))
      : [problem(issue.path, saying(issue, written))],
  );
}

function unknownKey(path: readonly PropertyKey[], key: string): string {
  if (path.includes('mapping') && NOT_MODELLED.has(key)) {
    return `the simulator doesn’t model ${key} of the platform’s mapper; expected a mapping without it, or a function`;
  }
  const keys = keysAt(path);
  const meant = findNearest(key, keys);
  return `found an unknown key, expected ${meant ?? `one of ${keys.join(', ')}`}`;
}

/** The keys that a flow may have at a path. */
function keysAt(path: readonly PropertyKey[]): string[] {
  let schema = bare(flowSchema);
  for (const key of path) {
    schema = bare(schema instanceof z.ZodArray ? schema.element : (schema as z.ZodObject).shape[key as string]);
  }
  return Object.keys((schema as z.ZodObject).shape);
}

function bare(schema: unknown): unknown {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault ? bare(schema.unwrap()) : schema;
}

function saying(issue: ZodIssue, written: unknown): string {
  if (issue.code === 'custom') return issue.message;
  const value = issue.path.reduce((from, key) => getOwn(from, key as string), written);
  return `expected ${expectedBy(issue)}, found ${value === undefined ? 'nothing' : JSON.stringify(value)}`;
}

function expectedBy(issue: ZodIssue): string {
  if (issue.code === 'invalid_union') return issue.errors.map(([first]) => expectedBy(first as ZodIssue)).join(' or ');
  if (issue.code === 'invalid_format') return `a text in the format ${issue.format}`;
  return issue.message
    .replace(/^.*?expected /, '')
    .replace(/, received .*$/, '')
    .replace(/^record$/, 'object');
}
