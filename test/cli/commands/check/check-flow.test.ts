import { describe, expect, it } from 'vitest';
import { createFlows } from '../../../simulator/wiring/wired-flow.ts';
import { runHere } from '../../command-line.ts';

const { writeFlow, write } = createFlows();

const HOOK = ['flow.json', 'pageProcessors.1.hooks.preMap', { _scriptId: 'k1', function: 'tidy' }] as const;
const UNMARKED = ['exports/e2.json', 'isLookup', false] as const;
const LAMBDA = 'the functions of the stack s1 were not checked: they are on Lambda';

describe('check of a flow', { timeout: 120_000 }, () => {
  it('prints each mistake at its line, errors first, and ends with 1', async () => {
    const folder = writeFlow('linear', [HOOK, UNMARKED]);
    const { code, out } = await runHere(['check', folder]);
    expect(out.replaceAll(folder, 'flows/orders').split('\n')).toEqual([
      'flows/orders/flow.json:30:9: pageProcessors[1].hooks.preMap: found a hook here, expected it on the import d1; the platform drops it without a word',
      'flows/orders/exports/e2.json:4:3: warning: isLookup: found isLookup false on a step of the flow, expected true; the platform uses it as a lookup all the same, it seems',
      '',
      LAMBDA,
      'flows/orders  1 error, 1 warning',
      '',
    ]);
    expect(code).toBe(1);
  });

  it('ends a question before it says what the platform does', async () => {
    const { out } = await runHere([
      'check',
      writeFlow('linear', [['imports/d1.json', 'hooks.postmap', { function: 'f' }]]),
    ]);
    expect(out).toContain('postAggregate; did you mean postMap? The platform never calls it\n');
  });

  it('says a refusal that names nothing else as it is', async () => {
    const folder = writeFlow('linear', [['scripts/k2.json', '', { content: 'let a = 1\nlet a = 2' }]]);
    const { out } = await runHere(['check', folder]);
    expect(out).toContain(
      "scripts/k2.json:2:3: content: Identifier 'a' has already been declared (line 2 of the text); the platform fails each call of the script\n",
    );
  });

  it('ends with 0 where it finds only warnings, and with --strict with 1', async () => {
    const folder = writeFlow('linear', [UNMARKED]);
    expect((await runHere(['check', folder])).code).toBe(0);
    expect((await runHere(['check', folder, '--strict'])).code).toBe(1);
  });

  it('ends with 0 where functions could not be checked, and with --strict with 1', async () => {
    const folder = writeFlow('linear');
    expect(await runHere(['check', folder])).toMatchObject({ code: 0, out: `${LAMBDA}\n${folder}  nothing found\n` });
    expect((await runHere(['check', folder, '--strict'])).code).toBe(1);
  });

  it('says that nothing was found, also in the short form', async () => {
    const file = write(
      'orders.flow.yaml',
      'name: a\nextension: { lambda: { function: f } }\nexport: { records: [{}] }\nimport: { echo: true }\n',
    );
    expect(await runHere(['check', file, '--strict'])).toEqual({ code: 0, out: `${file}  nothing found\n`, err: '' });
    expect((await runHere(['check', writeFlow('routed')])).code).toBe(0);
  });

  it('prints JSON for machines', async () => {
    const folder = writeFlow('linear', [HOOK]);
    const { code, out } = await runHere(['check', folder, '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({
      flow: folder,
      findings: [
        {
          rule: 'hook-on-page-processor',
          level: 'error',
          document: `${folder}/flow.json`,
          path: 'pageProcessors[1].hooks.preMap',
          line: 30,
          column: 9,
          found: 'a hook here',
          expected: 'it on the import d1',
          consequence: 'The platform drops it without a word.',
          basis: 'observed',
        },
      ],
      unchecked: [{ stack: 's1', reason: 'they are on Lambda' }],
    });
  });

  it.each([['orders'], ['--law', 'json'], ['--kind', 'orders=preMap'], ['--network'], ['--seed', '1']])(
    'refuses what is for modules alone: %s %s',
    async (...more) => {
      const { code, err } = await runHere(['check', writeFlow('linear'), ...more]);
      expect(code).toBe(2);
      expect(err).toContain(`found ${more[0] === 'orders' ? 'the function orders' : more[0]} beside a flow`);
    },
  );

  it('refuses a folder that is no flow, and a file that is not there', async () => {
    const folder = writeFlow('linear', [['flow.json', '', undefined]]);
    const { code, err } = await runHere(['check', folder]);
    expect([code, err]).toEqual([
      2,
      `no_flow  ${folder}: found a folder without flow.json, expected the folder of a flow, or the path of a file\n`,
    ]);
    expect(await runHere(['check', 'none.flow.json'])).toMatchObject({
      code: 2,
      err: 'no_flow  none.flow.json: found nothing, expected the file of a flow or an app\n',
    });
  });

  it('names everything in a document that is not of its form', async () => {
    const folder = writeFlow('linear', [
      ['exports/e1.json', 'pageSize', 'many'],
      ['imports/d1.json', 'hooks', 'none'],
    ]);
    const { code, err } = await runHere(['check', folder]);
    expect(code).toBe(2);
    expect(err).toMatch(/^invalid_flow {2}.*exports\/e1\.json:\d+:\d+: pageSize: expected number, found "many"\n/);
    expect(err).toContain('imports/d1.json:');
  });
});
