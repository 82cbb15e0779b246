import type { StageName } from '../../report/types.ts';
import type { PlannedStage } from '../plan.ts';

type StepKind = PlannedStage['kind'];

/** What a stage does within its step: `call` is the step's own call. */
export type StageKind =
  | 'call'
  | 'inputFilter'
  | 'transform'
  | 'outputFilter'
  | 'preSavePage'
  | 'preMap'
  | 'mapping'
  | 'postMap'
  | 'responseTransform'
  | 'postSubmit'
  | 'responseMapping'
  | 'postResponseMap'
  | 'postAggregate';

/** How the platform calls each kind: in its traces, and a hook as the source of its errors. */
const TRACE_NAMES: Readonly<Record<StageKind, string>> = {
  call: 'apiCall',
  inputFilter: 'inputFilter',
  transform: 'transformation',
  outputFilter: 'outputFilter',
  preSavePage: 'pre_save_page_hook',
  preMap: 'pre_map_hook',
  mapping: 'mapping',
  postMap: 'post_map_hook',
  responseTransform: 'responseTransformation',
  postSubmit: 'post_submit_hook',
  responseMapping: 'responseMapping',
  postResponseMap: 'post_response_map_hook',
  postAggregate: 'post_aggregate_hook',
};

/** The stages of a flow, in their order, each with a name of its own. */
export class StageList {
  readonly #isShort: boolean;
  readonly #steps = new Map<string, StepKind>();
  readonly stages: PlannedStage[] = [];

  /** @param isShort whether stages are called as in the short form, where each kind occurs once */
  constructor(isShort: boolean) {
    this.#isShort = isShort;
  }

  /** Makes the name of a step one that no other step has. */
  nameStep(wanted: string, kind: StepKind): string {
    let name = wanted;
    for (let number = 2; this.#steps.has(name); number++) name = `${wanted} (${number})`;
    this.#steps.set(name, kind);
    return name;
  }

  /** Adds a stage of a step, and returns its name. */
  add(step: string, kind: StageKind, functionName?: string): StageName {
    const name = kind === 'call' ? step : this.#isShort ? nameShort(step, kind) : `${step}: ${kind}`;
    const stepKind = this.#steps.get(step) as StepKind;
    this.stages.push({
      name,
      step,
      kind: stepKind,
      trace: stepKind === 'router' ? 'routing' : TRACE_NAMES[kind],
      ...(functionName !== undefined && { function: functionName }),
    });
    return name;
  }
}

function nameShort(step: string, kind: string): string {
  return step === 'lookup' ? `lookup${kind.slice(0, 1).toUpperCase()}${kind.slice(1)}` : kind;
}
