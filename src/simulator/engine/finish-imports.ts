import { basename } from 'node:path';
import { callFunction } from './call.ts';
import { readings } from './compile/readings.ts';
import { listPlannedSteps } from './list-planned-steps.ts';
import type { PlannedImport } from './plan.ts';
import type { RunContext } from './run.ts';

const FAILED_AGGREGATION = {
  success: false,
  code: 'injected_fault',
  message: 'The aggregation fails, as the flow says.',
  source: 'import',
};

/** Ends the files of imports, and calls postAggregate: an interrupted run has nothing to aggregate. */
export async function finishImports(run: RunContext): Promise<void> {
  for (const writer of new Set(run.writers.values())) {
    try {
      await writer.close();
    } catch (thrown) {
      run.end('stopped', (thrown as Error).message);
    }
  }
  for (const step of listPlannedSteps(run.plan)) if (step.kind === 'import') await aggregate(run, step);
}

async function aggregate(run: RunContext, { postAggregate, output }: PlannedImport): Promise<void> {
  const { ending = 'aborted' } = run.ended() ?? {};
  if (!postAggregate || ending !== 'aborted') return;
  const { stage, fn } = postAggregate;
  const _json = output ? { fileName: basename(output.file) } : {};
  run.findings.relyAll([readings.aggregateData]);
  const postAggregateData = run.faults.failAggregation ? FAILED_AGGREGATION : { success: true, _json };
  const began = run.now();
  const result = await callFunction(run, { stage, fn, options: { postAggregateData } });
  run.stageCounts.time(stage, undefined, run.now() - began);
  if ('errors' in result) run.end('stopped', `${fn.name} failed: ${result.errors[0]?.message}`);
}
