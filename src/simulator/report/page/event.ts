import { indent, quote } from './code-text.ts';
import { writeFlowTest } from './flow-test.ts';
import { type JourneyPlace, readValue, stageAt } from './journey-place.ts';
import { nameInStep } from './stage-title.ts';

/**
 * Makes the call of a stage's function for one record, as an event that `invoke` takes: its data as the function got
 * it. What every call has beside it is left out. Undefined for a stage without a function of its own, or its input.
 */
export function createEvent(site: JourneyPlace): object | undefined {
  const stage = stageAt(site);
  const options = createOptions(site);
  if (!stage?.called || !options) return undefined;
  const { type } = stage.called;
  return { ...(type !== undefined && { type }), function: stage.function, diy: true, options };
}

/** Makes the options of a function for one record, without those that are the same for all; undefined if unknown. */
export function createOptions(site: JourneyPlace): object | undefined {
  const input = readValue(site, 'input', site.at);
  if (input === undefined) return undefined;
  const mapped = findBefore(site, 'mapping', 'input') ?? findBefore(site, 'postMap', 'input');
  switch (stageAt(site)?.called?.kind) {
    case 'preSavePage':
      return { data: [input], errors: [], retryData: {}, pageIndex: 0 };
    case 'preMap':
    case 'export':
      return { data: [input] };
    case 'postMap':
    case 'import':
      return { preMapData: [mapped ?? input], postMapData: [input] };
    case 'postSubmit': {
      const sent = findBefore(site, 'import', 'input');
      return { preMapData: [mapped ?? sent], postMapData: [sent], responseData: [input] };
    }
    case 'postResponseMap':
      return { postResponseMapData: [input], responseData: [findAnswer(site)] };
    default:
      return undefined;
  }
}

/**
 * Writes a test for vitest: the function answers as in the run, called with the record's input, or in its flow where it
 * cannot be called alone. Undefined for a stage without a function, and where its answer is not known.
 */
export function writeTest(site: JourneyPlace): string | undefined {
  const stage = stageAt(site);
  if (stage?.function === undefined || site.journey.stages[site.at]?.input === undefined) return undefined;
  return !stage.called || stage.called.isScript || isBehindMore(site) ? writeFlowTest(site) : writeFunctionTest(site);
}

/** What makes something else of a lookup's answers before the journey shows them. */
const REFINING = new Set(['transformation', 'outputFilter', 'pre_save_page_hook']);

/** Whether the answers of a lookup's function are not seen as they were. */
function isBehindMore(site: JourneyPlace): boolean {
  const stage = stageAt(site);
  if (stage?.called?.kind !== 'export') return false;
  const isRefined = [...site.stages.values()].some(({ step, trace }) => step === stage.step && REFINING.has(trace));
  return isRefined || stage.calls > stage.input || (site.journey.stages[site.at]?.errors.length ?? 0) > 0;
}

function writeFunctionTest(site: JourneyPlace): string | undefined {
  const stage = stageAt(site);
  const { journey } = site;
  const options = createOptions(site);
  const expected = findExpected(site);
  if (!stage?.called || !options || expected === undefined) return undefined;
  const { type } = stage.called;
  const group = type === undefined ? '' : `${type}s.`;
  const { matcher, value } = expected;
  return `import { createHarness } from 'integrator-extension-lambda/testing';
import { expect, test } from 'vitest';
import * as extension from '../src/index.ts';

// Options that a test leaves out are sample data.
const { call } = createHarness(extension);

test(${quote(`${stage.function} answers record ${journey.key} as in the run`)}, async () => {
  const response = await call(${quote(`${group}${stage.function}`)}, ${indent(options)});
  expect(response).${matcher}(${indent(value)});
});
`;
}

interface Expected {
  readonly matcher: 'toEqual' | 'toMatchObject';
  readonly value: unknown;
}

/** What a function answered for the record, as far as the journey tells; undefined if it does not. */
function findExpected(site: JourneyPlace): Expected | undefined {
  const { errors, ignored } = site.journey.stages[site.at] ?? { errors: [] };
  const output = readValue(site, 'output', site.at);
  const isFailed = errors.length > 0;
  switch (stageAt(site)?.called?.kind) {
    case 'preSavePage':
      return isFailed ? undefined : { matcher: 'toMatchObject', value: { data: output === undefined ? [] : [output] } };
    case 'export':
      return output === undefined ? undefined : { matcher: 'toMatchObject', value: { data: Object(output).data } };
    case 'preMap':
    case 'postMap':
      if (ignored) return { matcher: 'toEqual', value: [{}] };
      if (output === undefined) return site.mayHaveFailed ? undefined : { matcher: 'toEqual', value: [{ errors }] };
      return { matcher: 'toEqual', value: [{ data: output, ...(isFailed && { errors }) }] };
    case 'import':
    case 'postSubmit':
    case 'postResponseMap':
      return output === undefined ? undefined : { matcher: 'toEqual', value: [output] };
    default:
      return undefined;
  }
}

/** The result of the import or lookup as the last stage before left it. */
function findAnswer(site: JourneyPlace): unknown {
  for (const name of ['postSubmit', 'responseTransform', 'import', 'lookup']) {
    const answer = findBefore(site, name, 'output');
    if (answer !== undefined) return answer;
  }
  return undefined;
}

/** A value of an earlier stage of the same step. Children of a record are there several times, in the same order. */
function findBefore(site: JourneyPlace, wanted: string, side: 'input' | 'output'): unknown {
  const { journey, at, stages } = site;
  const step = stageAt(site)?.step;
  const own = journey.stages[at]?.name;
  let ordinal = 0;
  while (journey.stages[at - ordinal - 1]?.name === own) ordinal += 1;
  const isWanted = (index: number) => {
    const stage = stages.get(journey.stages[index]?.name ?? '');
    return stage?.step === step && stage !== undefined && nameInStep(stage) === wanted;
  };
  let end = at - ordinal - 1;
  while (end >= 0 && !isWanted(end)) end -= 1;
  let begin = end;
  while (begin > 0 && isWanted(begin - 1)) begin -= 1;
  return end < 0 ? undefined : readValue(site, side, Math.min(end, begin + ordinal));
}
