import { callFunction } from './call.ts';
import type { RunContext } from './run.ts';

/** Tests the connections of wrappers before the run; the first that does not work ends it. */
export async function pingConnections(run: RunContext): Promise<void> {
  for (const { stage, fn } of run.plan.pings) {
    if (run.ended()) return;
    const began = run.now();
    const result = await callFunction(run, { stage, fn, options: {} });
    run.stageCounts.time(stage, undefined, run.now() - began);
    if ('errors' in result) {
      run.end('stopped', `${fn.name} failed: ${result.errors[0]?.message}`);
      return;
    }
    const { statusCode, errors } = Object(result.value);
    if (statusCode === 200) continue;
    const reason = `${fn.name} answered with statusCode ${statusCode}: ${errors?.[0]?.message}`;
    run.end(statusCode === 401 ? 'offline' : 'stopped', reason);
  }
}
