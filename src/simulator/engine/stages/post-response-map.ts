import type { AnyRecord } from '../../../contracts/author-types.ts';
import type { Destination, Lookup } from '../../flow/schema.ts';
import type { StageName } from '../../report/types.ts';
import type { Side } from '../call-options.ts';
import { callForPage, type PageContext, recordStage, timed } from '../page-stage.ts';
import type { MapResponse } from '../run.ts';
import { isRecord } from './export.ts';

const NO_MARKS = new Map();

/** The stages after a lookup or an import. */
export interface After {
  readonly side: Side & ('lookup' | 'import');
  readonly mapping: StageName & ('lookupResponseMapping' | 'responseMapping');
  readonly hook: StageName & ('lookupPostResponseMap' | 'postResponseMap');
  readonly map: MapResponse | undefined;
  readonly name: string | undefined;
}

/** Runs the response mapping and postResponseMap: results are copied into the records. Returns the changed records. */
export async function respond(
  step: PageContext,
  { side, mapping, hook, map, name }: After,
  records: readonly AnyRecord[],
  responses: readonly unknown[],
): Promise<readonly AnyRecord[]> {
  const { ids } = step.page;
  const mapped = map
    ? await timed(step, mapping, () => {
        const output = records.map((record, at) => map(record, responses[at]));
        recordStage(step, { stage: mapping, ids, input: records, output, marks: NO_MARKS });
        return output;
      })
    : records;
  if (name === undefined) return mapped;
  const { oneToMany, pathToMany } = step.run.flow[side] as Lookup | Destination;
  const relation = { oneToMany, ...(pathToMany !== undefined && { pathToMany }) };
  const options = { postResponseMapData: mapped, responseData: responses, ...relation };
  const functionCall = { stage: hook, kind: 'postResponseMap', function: name, side, options } as const;
  const { value: response } = await timed(step, hook, () => callForPage(step, { ...functionCall, input: mapped }));
  const output = (response as readonly unknown[]).map((one, at) => (isRecord(one) ? one : (mapped[at] as AnyRecord)));
  recordStage(step, { stage: hook, ids, input: mapped, output, marks: NO_MARKS });
  return output;
}
