import type { AnyRecord } from '../../../contracts/author-types.ts';
import { isExtensionError, problemsOf } from '../../../shared/errors.ts';
import { breach, problemsIn } from '../call.ts';
import type { Mark } from '../page.ts';
import { askFor, narrow, pass, type Step, timed } from '../page-stage.ts';
import { isRecord } from './export.ts';

/** preMap, the mapping and postMap: which records are imported, and as what. Returns them as they were before. */
export async function mapPage(step: Step): Promise<readonly AnyRecord[]> {
  const { run, way } = step;
  const { preMap, postMap } = run.flow.import.hooks;
  if (preMap !== undefined) await act(step, 'preMap', preMap, { data: way.records });
  let before = way.records;
  if (run.tools.map) {
    const { map } = run.tools;
    const kept = await timed(step, 'mapping', () => mapEach(step, map));
    before = kept;
  }
  if (postMap !== undefined && way.ids.length > 0) {
    const ids = way.ids;
    await act(step, 'postMap', postMap, { preMapData: before, postMapData: way.records });
    if (way.ids !== ids) {
      const left = new Set(way.ids);
      before = before.filter((_, at) => left.has(ids[at] as number));
    }
  }
  return before;
}

/** A hook that says of each record what is to be done with it. */
async function act(step: Step, stage: 'preMap' | 'postMap', name: string, options: object): Promise<void> {
  const { run, way } = step;
  const { records: input, ids } = way;
  const asking = { stage, kind: stage, function: name, side: 'import', options, records: input.length } as const;
  const { response } = await timed(step, stage, () => askFor(step, asking));
  const marks = new Map<number, Mark>();
  const output = (response as readonly unknown[]).map((action, at) => {
    const { data, errors } = Object(action) as { data?: unknown; errors?: unknown };
    const record = isRecord(data) ? data : undefined;
    if (record && errors === undefined) return record;
    const problems = problemsIn(errors);
    if (record) {
      if (problems.length > 0) marks.set(at, { errors: problems });
    } else if (problems.length > 0) {
      marks.set(at, { errors: problems, failed: true });
      run.retries.add({ key: way.keyOf(ids[at] as number), record: input[at] as AnyRecord });
    } else {
      marks.set(at, { ignored: true });
      run.totals.ignored += 1;
    }
    return record;
  });
  pass(step, { stage, ids, input, output, marks });
  narrow(way, output);
}

/** Maps each record; returns, as they were before, those that could be mapped. */
function mapEach(step: Step, map: (record: AnyRecord) => unknown): readonly AnyRecord[] {
  const { way } = step;
  const { records: input, ids } = way;
  const marks = new Map<number, Mark>();
  const output = input.map((record, at) => {
    try {
      const mapped = map(record);
      if (isRecord(mapped)) return mapped;
      throw new TypeError(`found ${mapped === null ? 'null' : typeof mapped}, expected a record`);
    } catch (thrown) {
      const errors = problemsOf(thrown);
      marks.set(at, { errors, failed: true });
      // A value that is not of its field's type is a fault of the record alone.
      if (isExtensionError(thrown)) return undefined;
      breach(
        step.run,
        { stage: 'mapping', page: way.origin.page, keyAt: way.keyAt },
        { rule: 'mapping', what: String(errors[0]?.message), path: `response[${at}]`, effect: 'record' },
      );
      return undefined;
    }
  });
  pass(step, { stage: 'mapping', ids, input, output, marks });
  narrow(way, output);
  return marks.size === 0 ? input : input.filter((_, at) => !marks.has(at));
}
