import { describe, expect, it } from 'vitest';
import { errorsOf, outcomesOf, rulesOf, runAccount, step } from './account.ts';

const records = [{ id: 1 }, { id: 2 }];
const script = (name: string) => ({ _scriptId: 'c1', function: name });
const scripted = (name: string) => ({ type: 'script', script: script(name) });

interface Job {
  readonly _id: string;
  readonly type: string;
  readonly startedAt: string;
  readonly parentJob?: Job;
}

describe('the job of scripts', () => {
  const READING =
    'The job of scripts has _id, type and startedAt, and those of the flow as parentJob; functions of stacks get none.';
  const note = (kind: string) => `function ${kind} (o) { console.log('${kind} ' + JSON.stringify(o.job)); return `;
  const account = {
    records,
    exports: { e1: { pageSize: 1, transform: scripted('shape'), hooks: { preSavePage: script('save') } } },
    imports: { d1: { filter: scripted('keep'), hooks: { preMap: script('tidy') } } },
    routers: [
      {
        id: 'r1',
        routeRecordsUsing: 'script',
        script: script('choose'),
        branches: [{ pageProcessors: [step('d1')] }, { pageProcessors: [] }],
      },
    ],
    scripts: {
      c1: `${note('shape')} o.record }
        ${note('save')} { data: o.data, errors: [] } }
        ${note('keep')} true }
        ${note('tidy')} o.data.map((data) => ({ data })) }
        ${note('choose')} [0] }`,
    },
  };
  const jobsOf = (log: readonly string[]) => {
    const found = log.flatMap(
      (line) => /(shape|save|keep|tidy|choose) (\{.*\})/.exec(line)?.slice(1, 3).join(' ') ?? [],
    );
    return [...new Set(found)].map((line) => {
      const [kind, ...json] = line.split(' ');
      return [kind, JSON.parse(json.join(' ')) as Job] as const;
    });
  };

  it('is that of its step, with that of the flow as its parent; a router has that of the flow', async () => {
    const { report, log } = await runAccount(account);
    const jobs = new Map(jobsOf(log));
    const { startedAt } = report;
    const _id = expect.stringMatching(/^[\da-f]{24}$/);
    const parentJob = { _id, type: 'flow', startedAt };
    for (const kind of ['shape', 'save']) expect(jobs.get(kind)).toEqual({ _id, type: 'export', startedAt, parentJob });
    for (const kind of ['keep', 'tidy']) expect(jobs.get(kind)).toEqual({ _id, type: 'import', startedAt, parentJob });
    expect(jobs.get('choose')).toEqual(jobs.get('tidy')?.parentJob);
    expect(jobs.get('shape')?._id).toBe(jobs.get('save')?._id);
    expect(new Set([...jobs.values()].map((job) => job._id)).size).toBe(3);
    expect(rulesOf(report)).toContain(READING);
  });

  it('has the same ids on each page, and in each run', async () => {
    const idsOf = async () => jobsOf((await runAccount(account)).log).map(([kind, job]) => [kind, job._id]);
    const ids = await idsOf();
    expect(ids).toHaveLength(5);
    expect(await idsOf()).toEqual(ids);
  });

  it('is not sent to functions of stacks, and is no reading where no script names it', async () => {
    const { report, written } = await runAccount({
      records,
      imports: { d1: { hooks: { preMap: { _stackId: 's1', function: 'tell' }, postMap: script('keep') } } },
      code: 'export const tell = (options) => options.data.map(() => ({ data: { hasJob: "job" in options } }));',
      scripts: { c1: 'function keep ({ postMapData }) { return postMapData.map((data) => ({ data })) }' },
    });
    expect(written.d1?.[0]).toEqual({ hasJob: false });
    expect(rulesOf(report)).toEqual([]);
  });
});

describe('a script of a flow without an integration', () => {
  const READING = 'A script of a flow without an integration cannot run exports, imports and flows: the call throws.';
  const run = (call: string, flow: object = {}) =>
    runAccount({
      records,
      flow,
      imports: { d1: { hooks: { preMap: script('ask') } } },
      scripts: {
        c1: `import { exports, imports, flows, connections } from 'integrator-api'
          function ask ({ data }) { const found = ${call}; return data.map(() => ({ data: { found } })) }`,
      },
      simulation: {
        scripts: {
          api: Object.fromEntries(
            ['exports.run', 'exports.runVirtual', 'imports.run', 'flows.run'].map((name) => [
              name,
              { '*': { data: 5 } },
            ]),
          ),
        },
      },
    });

  it.each(['exports.run', 'exports.runVirtual', 'imports.run', 'flows.run'])(
    'cannot call %s, even where the simulation answers it: the page fails as on the platform',
    async (name) => {
      const { report, written } = await run(`${name}({ _id: 'x1' })`);
      expect(written.d1).toEqual([]);
      expect(outcomesOf(report)).toEqual(['0:0 failed', '0:1 failed']);
      expect(errorsOf(report)[0]).toBe(
        `d1: preMap 0:0: Error: ${name} of integrator-api is not for flows without an integration: put the flow into one`,
      );
      expect(rulesOf(report)).toContain(READING);
      const within = await run(`${name}({ _id: 'x1' })`, { _integrationId: 'i1' });
      expect(within.written.d1).toEqual([{ found: { data: 5 } }, { found: { data: 5 } }]);
      expect(rulesOf(within.report)).not.toContain(READING);
    },
  );

  it('reads documents as others do', async () => {
    const { report, written } = await run("exports.get('e1').name");
    expect(written.d1).toEqual([{ found: 'e1' }, { found: 'e1' }]);
    expect(rulesOf(report)).not.toContain(READING);
  });
});
