import { resolve } from 'node:path';
import { formatPath } from '../../../shared/path.ts';
import { readText } from '../../../shared/read-text.ts';
import { ANSWER } from '../../fields/answer-fields.ts';
import type { ImportDocument } from '../../flow/documents.ts';
import type { ImportSettings } from '../../flow/simulation-schema.ts';
import { parseExtract } from '../../mapper1/path.ts';
import { createReader } from '../../mapper1/read.ts';
import { RecordFailure } from '../../scope/record-failure.ts';
import type { Scope } from '../../scope/scope.ts';
import { findAnswerFlaws } from '../answer-flaws.ts';
import type { PlannedOperation } from '../plan.ts';
import { type CompileContext, formatSetting, settingScope } from './compile-context.ts';
import type { CallSite } from './create-options.ts';
import { noteFields } from './note-fields.ts';
import { readings } from './readings.ts';
import { eachRecord } from './record-operation.ts';

/** Imports whose answer nobody can guess. */
const NEED_ANSWER = new Set(['AiAgentImport', 'GuardrailImport', 'ToolImport']);

/** Compiles what an import that is no wrapper answers for each record; undefined for an echo. */
export function compileAnswer(
  context: CompileContext,
  { step, id }: CallSite,
  { mockResponse, adaptorType }: ImportDocument,
  scope: Scope,
): PlannedOperation<unknown> | undefined {
  const { respond, match } = context.folder.simulation.imports[id] ?? ({} as Partial<ImportSettings>);
  const given = readGiven(context, respond, mockResponse, scope);
  if (match && given.length === 0)
    settingScope(context, 'imports', id).at('match').warn('found it without answers to choose from: it has no effect');
  if (respond === 'echo') return undefined;
  if (isModule(respond)) return { stage: step, apply: context.openModule(respond) };
  if (given.length === 0) {
    if (NEED_ANSWER.has(adaptorType ?? ''))
      scope.refuse(`found ${adaptorType} without mockResponse, expected ${formatSetting('imports', id, 'respond')}`);
    return undefined;
  }
  if (match) return { stage: step, apply: eachRecord(matchAnswer(given, match)) };
  let number = 0;
  return {
    stage: step,
    apply: eachRecord(() => {
      if (given.length > 1 && respond === undefined) scope.rely(readings.mockByPosition);
      const at = number;
      number += 1;
      const answer = given[at];
      if (answer !== undefined) return answer;
      if (respond === undefined) return given.at(-1);
      throw new RecordFailure(
        'mapping',
        'no_answer',
        `${respond}: found ${given.length} answers, expected one for record ${at}, counted from 0`,
      );
    }),
  };
}

function isModule(respond: string | undefined): respond is string {
  return respond !== undefined && /\.[cm]?[jt]s$/.test(respond);
}

/** The answers that are written somewhere: in a file, or in the document. */
function readGiven(
  { base }: CompileContext,
  respond: string | undefined,
  mockResponse: unknown,
  scope: Scope,
): unknown[] {
  if (respond === undefined) return readMock(mockResponse, scope.at('mockResponse'));
  if (respond === 'echo' || isModule(respond)) return [];
  return readAnswerFile(resolve(base, respond), respond, scope);
}

/** The answers of `mockResponse`: a list, or one. */
function readMock(mock: unknown, scope: Scope): unknown[] {
  if (mock === undefined || mock === null) return [];
  if (!Array.isArray(mock)) {
    checkAnswer(mock, scope);
    return [mock];
  }
  for (const [index, one] of mock.entries()) checkAnswer(one, scope.at(index));
  return mock;
}

/** Refuses an answer that is none, and warns of fields whose names are misspelt. */
function checkAnswer(answer: unknown, scope: Scope): void {
  for (const { keys, message } of findAnswerFlaws(answer)) scope.at(...keys).refuse(message);
  noteFields(Object(answer), ANSWER, scope);
}

/** A file of answers is a list of JSON, or a line for each. */
function readAnswerFile(path: string, setting: string, scope: Scope): unknown[] {
  try {
    const text = readText(path);
    const answers: unknown = /\.(ndjson|jsonl)$/.test(path)
      ? text
          .split('\n')
          .filter(Boolean)
          .map((line) => JSON.parse(line))
      : JSON.parse(text);
    if (!Array.isArray(answers)) throw new Error(`found ${typeof answers}, expected a list of answers`);
    for (const [index, one] of answers.entries())
      for (const { keys, message } of findAnswerFlaws(one))
        scope.refuse(`respond: ${formatPath(setting, [index, ...keys])}: ${message}`);
    return answers;
  } catch (thrown) {
    scope.refuse(`respond: ${path}: ${(thrown as Error).message}`);
    return [];
  }
}

/** Finds the answer that has the record's value. */
function matchAnswer(given: readonly unknown[], { record, answer }: { record: string; answer: string }) {
  const [readRecord, readAnswer] = [createReader(parseExtract(record).steps), createReader(parseExtract(answer).steps)];
  const byValue = new Map(given.map((one) => [String(readAnswer(one)), one]));
  return (submitted: unknown) => {
    const value = readRecord(submitted);
    const found = byValue.get(String(value));
    if (found !== undefined) return found;
    throw new RecordFailure('mapping', 'no_answer', `found no answer whose ${answer} is ${JSON.stringify(value)}`);
  };
}
