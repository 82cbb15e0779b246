import type { AppFile } from './app-file.ts';
import { listNamed } from './demand-functions.ts';
import type { CallFacts } from './life-facts.ts';
import type { LifeFaults } from './life-faults.ts';
import type { TimedCall } from './timed-call.ts';

/** Lists what a whole life has not tried, with its place in the file: functions without a call, and faults that met none. */
export function listUntried({ app, faults }: Pick<AppFile, 'app' | 'faults'>, timed: readonly TimedCall[]): string[] {
  const calls = timed.map(({ facts }) => facts);
  const functions = listNamed(app).flatMap(({ path, name, kind }) => {
    const isCalled = calls.some((call) => call.kind === kind && call.function === name);
    return isCalled ? [] : [`${path}: ${name} was not called`];
  });
  return [...functions, ...listUnmet(faults, calls)];
}

/** What is seen of each fault in the calls that met it. */
const MET = { repeatStep: 'repeated', loseAnswer: 'answer lost', abortAfter: 'aborted' } as const;

function listUnmet(faults: LifeFaults, calls: readonly CallFacts[]): string[] {
  const ofCalls = Object.entries(MET).flatMap(([name, seen]) => {
    const named = faults[name as keyof typeof MET];
    const met = calls.filter(({ fault }) => fault === seen).map((call) => call.function);
    if (Array.isArray(named)) {
      return named.filter((one) => !met.includes(one)).map((one) => `faults.${name}: no call of ${one} met it`);
    }
    return named === undefined || met.length > 0 ? [] : [`faults.${name}: no call met it`];
  });
  const isRefused = calls.some(({ requests }) => requests.some(({ status }) => status === 429));
  return faults[429] === undefined || isRefused ? ofCalls : [...ofCalls, 'faults.429: no request met it'];
}
