import type { FlowDocument, PageProcessor } from '../flow/documents.ts';
import type { WiringContext, WiringPlace } from './wiring-place.ts';

type WrittenGenerator = NonNullable<FlowDocument['pageGenerators']>[number];

/** A place in the flow that uses an export as a generator. */
export interface GeneratorUse {
  readonly written: WrittenGenerator;
  readonly place: WiringPlace;
  readonly id: string | undefined;
}

/** A place in the flow that uses an export as a lookup, or an import. */
export interface StepUse {
  readonly written: PageProcessor;
  readonly place: WiringPlace;
  readonly kind: 'exports' | 'imports';
  readonly id: string | undefined;
}

/** Lists the generators of a flow; the old form has one. */
export function listGeneratorUses({ folder, placeOf }: WiringContext): GeneratorUse[] {
  const { pageGenerators, _exportId } = folder.flow;
  const place = placeOf('flow');
  if (pageGenerators?.length)
    return pageGenerators.map((written, index) => ({
      written,
      place: place.at('pageGenerators', index),
      id: written._exportId || undefined,
    }));
  return _exportId ? [{ written: { _exportId }, place, id: _exportId }] : [];
}

/** Lists the steps of a flow, in its branches too; the old form has one. */
export function listStepUses({ folder, placeOf }: WiringContext): StepUse[] {
  const { pageProcessors, routers, _importId } = folder.flow;
  const place = placeOf('flow');
  const branches = (routers ?? []).flatMap((router, index) =>
    (router.branches ?? []).flatMap((branch, at) =>
      toUses(branch.pageProcessors, place.at('routers', index, 'branches', at, 'pageProcessors')),
    ),
  );
  const steps = [...toUses(pageProcessors, place.at('pageProcessors')), ...branches];
  if (steps.length > 0 || !_importId) return steps;
  return [{ written: { type: 'import', _importId }, place, kind: 'imports', id: _importId }];
}

function toUses(steps: readonly PageProcessor[] | null | undefined, place: WiringPlace): StepUse[] {
  return (steps ?? []).map((written, index): StepUse => {
    const { type, _exportId, _importId } = written;
    const isLookup = type === 'export' || (!type && Boolean(_exportId));
    const [kind, id] = isLookup ? (['exports', _exportId] as const) : (['imports', _importId] as const);
    return { written, place: place.at(index), kind, id: id || undefined };
  });
}
