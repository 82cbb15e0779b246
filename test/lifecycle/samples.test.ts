import { simulateApp } from 'integrator-extension-lambda/simulator';
import { describe, expect, it } from 'vitest';
import { listCalls, listDocuments } from './lives.ts';

const EVERYTHING = { repeatStep: true, loseAnswer: true, abortAfter: 2, 429: { every: 4, retryAfter: 0 } };

describe.each([
  ['connector', ['Shop orders'], 15, []],
  ['diy', ['Orders', 'Orders: new shop'], 17, [expect.stringContaining('the settings of children are not simulated')]],
])('the sample %s', (name, integrations, calls, untried) => {
  const file = `handlers/${name}.app.yaml`;

  it('lives its whole life without a broken rule, and leaves nothing', async () => {
    const report = await simulateApp(file);
    expect(report).toMatchObject({
      ending: 'done',
      broken: [],
      unreached: [],
      untried,
      life: { isWholeLife: true },
    });
    expect(report.events.at(-1)).toMatchObject({ name: 'uninstall', outcome: 'done', tree: {} });
    const made = report.events.flatMap(({ changes }) => changes.filter(({ what }) => what === 'made'));
    expect(made.flatMap((one) => (one.kind === 'integrations' ? one.name : []))).toEqual(integrations);
    expect(made.map(({ kind, by }) => `${kind} ${by}`)).toEqual(
      expect.arrayContaining(['flows app', 'exports app', 'imports app', 'connections customer']),
    );
    expect(listCalls(report)).toHaveLength(calls);
  });

  it('is not harmed by any fault', async () => {
    const report = await simulateApp(file, { faults: EVERYTHING });
    expect(report).toMatchObject({ ending: 'done', broken: [], life: { faults: EVERYTHING } });
    expect(listDocuments(report.events.at(-1)?.tree)).toEqual({});
    const faults = new Set(report.events.flatMap((event) => event.calls.map(({ fault }) => fault)));
    expect(faults).toEqual(new Set([undefined, 'repeated', 'answer lost', 'aborted']));
    expect(
      report.events
        .flatMap((event) => event.calls)
        .some(({ requests }) => requests.some(({ status }) => status === 429)),
    ).toBe(true);
  });
});
