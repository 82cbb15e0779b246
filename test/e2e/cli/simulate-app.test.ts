import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { LifeReport } from '../../../src/lifecycle/life-report.ts';
import { createFolder, PROGRAM, runBuilt } from '../../cli/command-line.ts';

const { folder, path } = createFolder({
  'module.mjs': `
    export const step = ({ formSubmission }) => { console.log('a line of the step'); };
    export const forgetful = async ({ bearerToken, resource }) => {
      const headers = { authorization: 'Bearer ' + bearerToken, 'content-type': 'application/json' };
      const body = JSON.stringify({ name: 'Orders', _integrationId: resource._id });
      const { status } = await fetch(process.env.INTEGRATOR_IO_API + '/v1/flows', { method: 'POST', headers, body });
      if (status !== 201) throw new Error('refused');
    };
    export const broken = () => { throw new Error('no room'); };
    export const exits = () => process.exit(0);
    export const slow = () => { console.log('waiting'); return new Promise((resolve) => setTimeout(resolve, 5_000_000)); };`,
  'other.mjs': "export const step = () => 'another answer';",
  'good.app.yaml':
    'app: { name: Good, module: module.mjs, installSteps: [{ name: Make, type: form, function: step, submit: { key: { env: FORM_KEY, default: hidden-key } } }] }',
  'made.app.json': JSON.stringify({
    app: { name: 'Made', module: 'module.mjs', installSteps: [{ name: 'Make', function: 'forgetful' }] },
    script: ['install'],
  }),
  'left.app.yaml': 'app: { name: Left, module: module.mjs, installSteps: [{ name: Make, function: forgetful }] }',
  'broken.app.yaml': 'app: { name: Broken, module: module.mjs, installSteps: [{ name: Make, function: broken }] }',
  'exits.app.yaml': 'app: { name: Exits, module: module.mjs, installSteps: [{ name: Make, function: exits }] }',
  'slow.app.yaml': 'app: { name: Slow, module: module.mjs, installSteps: [{ name: Wait, function: slow }] }',
  'wrong.app.yaml': 'app:\n  name: Wrong\n  modul: module.mjs\n',
});

describe('simulate with an app file', () => {
  it('lists the life, and ends with 0 if the whole script ran', async () => {
    const { code, out, err } = await runBuilt(['simulate', path('good.app.yaml')]);
    expect({ code, err }).toMatchObject({ code: 0, err: expect.stringContaining('1 of 4  install') });
    expect(err).toContain('a line of the step');
    expect(out).toMatch(/│ submit form +│ done +│ +1 │ +[\d.]+ │ +│ +1 │/);
    expect(out).toContain('4 events, 0 broken rules; the life ran its whole script');
  });

  it('says nothing of its progress with --quiet, saves the log and prints JSON', async () => {
    const log = path('life.log');
    const { code, out, err } = await runBuilt(['simulate', path('good.app.yaml'), '--json', '--quiet', '--log', log]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const report: LifeReport = JSON.parse(out);
    expect(report).toMatchObject({
      app: 'Good',
      ending: 'done',
      life: { file: 'good.app.yaml', module: 'module.mjs' },
    });
    expect(readFileSync(log, 'utf8')).toBe('a line of the step\n');
    expect(out).not.toContain('hidden-key');
  });

  it('reaches the account from a process of its own, and takes faults and another module', async () => {
    const args = [
      'simulate',
      path('made.app.json'),
      '--json',
      '--quiet',
      '--fault',
      'loseAnswer=true',
      '--module',
      path('module.mjs'),
    ];
    const { code, out } = await runBuilt(args);
    const report: LifeReport = JSON.parse(out);
    expect({ code, calls: report.events[0]?.calls.map(({ fault }) => fault) }).toMatchObject({
      calls: ['answer lost', undefined],
    });
    expect(report.events[0]?.tree.flows).toMatchObject([
      { name: 'Orders', by: 'app' },
      { name: 'Orders', by: 'app' },
    ]);
  });

  it.each([
    ['broken', '(install): broken failed: Error: no room.'],
    ['exits', 'process.exit(0)'],
  ])('ends with 1 if a function fails: %s', async (name, said) => {
    const { code, out } = await runBuilt(['simulate', path(`${name}.app.yaml`)]);
    expect(code).toBe(1);
    expect(out).toContain(said);
    expect(out).toContain('the life has failed');
  });

  it('names the place of a mistake in the file, and ends with 2', async () => {
    const { code, err } = await runBuilt(['simulate', path('wrong.app.yaml')]);
    expect(code).toBe(2);
    expect(err).toContain(`${path('wrong.app.yaml')}:3:3: app.modul: found an unknown key, expected module`);
  });

  it('saves a baseline, and compares a later life with it', async () => {
    const [app, baseline, page] = [path('good.app.yaml'), path('good.baseline.json'), path('good.html')];
    expect(await runBuilt(['simulate', app, '--quiet', '--save-baseline', baseline])).toMatchObject({ code: 0 });
    expect(readFileSync(baseline, 'utf8')).not.toContain('hidden-key');
    const same = await runBuilt(['simulate', app, '--quiet', '--compare', baseline, '--html', page]);
    expect(same).toMatchObject({ code: 0, out: expect.stringContaining(`nothing has changed since ${baseline}`) });
    expect(readFileSync(page, 'utf8')).toContain('<title>Good</title>');
    const other = await runBuilt(['simulate', app, '--json', '--module', path('other.mjs'), '--compare', baseline]);
    expect(other.code).toBe(1);
    expect(JSON.parse(other.out).changes).toMatchObject([
      { of: 'event submit form', path: 'calls.step.response', before: null, after: 'another answer' },
    ]);
    expect(other.err).toContain('1 change since');
  });

  it('compares with no baseline of a flow, and overwrites no input', async () => {
    const [app, baseline] = [path('good.app.yaml'), path('flow.baseline.json')];
    writeFileSync(baseline, '{"version":1,"flow":"orders","run":{},"stages":{},"records":{}}');
    const refused = await runBuilt(['simulate', app, '--compare', baseline]);
    expect(refused).toMatchObject({
      code: 2,
      err: expect.stringContaining('found the baseline of a flow, expected that of an app'),
    });
    for (const input of ['good.app.yaml', 'module.mjs']) {
      const before = readFileSync(path(input), 'utf8');
      const { code, err } = await runBuilt(['simulate', app, '--html', path(input)]);
      expect([code, err]).toEqual([2, expect.stringContaining(`--html: ${path(input)}: found the file of`)]);
      expect(readFileSync(path(input), 'utf8')).toBe(before);
    }
  });

  it('names the line of the function that broke a rule', async () => {
    const { code, out } = await runBuilt(['simulate', path('left.app.yaml'), '--quiet']);
    expect(code).toBe(1);
    expect(out).toMatch(/leftover {2}event 3 \(uninstall\), forgetful, .*; at .*module\.mjs:3:\d+\n/);
  });

  it.each([
    ['loseAnswer=forgetful', 1, ''],
    [
      'loseAnswer=forgetfull,forgetful',
      2,
      'faults.loseAnswer[0]: found "forgetfull", expected a function of the module',
    ],
    ['abortAfter=forgetful', 2, '--fault: found "abortAfter=forgetful", expected a name and a number'],
  ])('takes the names of functions in a fault: %s', async (fault, code, said) => {
    const ended = await runBuilt(['simulate', path('made.app.json'), '--quiet', '--fault', fault]);
    expect(ended).toMatchObject({ code, err: expect.stringContaining(said) });
  });

  it('refuses options that only a flow has', async () => {
    const { code, err } = await runBuilt(['simulate', path('good.app.yaml'), '--retry']);
    expect(code).toBe(2);
    expect(err).toContain('--retry: found an app file, expected a flow');
  });

  it('ends soon after Ctrl-C, with the report so far and 1', async () => {
    const child = spawn(process.execPath, [PROGRAM, 'simulate', path('slow.app.yaml')], { cwd: folder });
    let said = '';
    let isInterrupted = false;
    const interrupt = () => {
      if (!isInterrupted) child.kill('SIGINT');
      isInterrupted = true;
    };
    const text = { out: '', err: '' };
    child.stdout.on('data', (chunk) => {
      text.out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      said += chunk;
      if (said.includes('waiting')) interrupt();
    });
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect(code).toBe(1);
    expect(text.out).toContain('the life was interrupted');
    expect(said).toContain('stopping after the call in flight');
  });
});
