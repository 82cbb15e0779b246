import { describe, expect, it } from 'vitest';
import { createFolder, runHere } from '../../command-line.ts';

const { path } = createFolder({
  'module.mjs': `
    export const installStep = () => { throw new Error('never called'); };
    export const fillForm = () => ({});`,
  'bundle.mjs': 'export const handler = async () => null;',
  'fails.mjs': "throw new Error('no such service');",
  'good.app.yaml':
    'app: { name: Good, module: module.mjs, installSteps: [{ name: A, function: installStep }] }\nfaults: { loseAnswer: [installStep], repeatStep: true }\n',
  'wrong.app.yaml': `app:
  name: Wrong
  module: module.mjs
  functions: { formInit: fillFrom }
  installSteps:
    - name: A
      type: form
      function: installStep
      form: { fieldMap: { a: { id: b, name: a, type: txt } } }
  uninstallSteps: [{ name: B, type: form, form: { fieldMap: 1 } }, { name: C, function: uninstallStep }]
  settingsForm: { form: { a: 1 } }
faults: { loseAnswer: [instalStep] }
`,
  'absent.app.yaml': 'app: { name: Absent }\n',
  'fails.app.yaml': 'app:\n  name: Fails\n  module: fails.mjs\n',
  'bundle.app.yaml': 'app: { name: Bundle, module: bundle.mjs, installSteps: [{ name: A, function: any }] }\n',
  'invalid.app.yaml': 'app: { nam: Invalid }\n',
  'unread.app.yaml': 'app: { name: Unread\n',
});

const check = async (name: string, ...args: string[]) => {
  const ended = await runHere(['check', path(name), ...args]);
  const shorten = (text: string) =>
    text
      .replaceAll(`${path('')}/`, '')
      .trimEnd()
      .split('\n');
  return { code: ended.code, out: shorten(ended.out), err: shorten(ended.err) };
};

describe('check of an app file', { timeout: 120_000 }, () => {
  it('calls no function, and ends with 0 if the module has all of them', async () => {
    expect(await check('good.app.yaml')).toMatchObject({ code: 0, out: ['good.app.yaml  nothing found'] });
  });

  it('prints each mistake at its line, in the order of the file, and ends with 1', async () => {
    const { code, out } = await check('wrong.app.yaml');
    expect(out).toEqual([
      'wrong.app.yaml:4:16: app.functions.formInit: found "fillFrom", expected one of installStep, fillForm; did you mean fillForm?',
      'wrong.app.yaml:9:32: app.installSteps[0].form.fieldMap.a.id: found "b", expected "a", its key',
      'wrong.app.yaml:9:48: app.installSteps[0].form.fieldMap.a.type: found "txt", expected text',
      'wrong.app.yaml:10:51: app.uninstallSteps[0].form.fieldMap: found 1, expected an object of fields',
      'wrong.app.yaml:10:79: app.uninstallSteps[1].function: found "uninstallStep", expected one of installStep, fillForm; did you mean installStep?',
      'wrong.app.yaml:11:19: app.settingsForm.form.fieldMap: found a form with a alone, expected its fields in fieldMap',
      'wrong.app.yaml:12:24: faults.loseAnswer[0]: found "instalStep", expected a function of the module: installStep, fillForm; did you mean installStep?',
      '',
      'wrong.app.yaml  7 errors',
    ]);
    expect(code).toBe(1);
  });

  it.each([
    ['absent', 'absent.app.yaml:1:1: app.module: found nothing, expected the path of the module'],
    ['fails', 'fails.app.yaml:3:3: app.module: fails.mjs: Error: no such service'],
  ])('finds a module that cannot be loaded: %s', async (name, said) => {
    const { code, out } = await check(`${name}.app.yaml`);
    expect(out[0]).toContain(said.slice(0, said.lastIndexOf(':')));
    expect([code, out.at(-1)]).toEqual([1, `${name}.app.yaml  1 error`]);
  });

  it('says that a bundle shows none of its functions', async () => {
    expect(await check('bundle.app.yaml')).toMatchObject({
      code: 0,
      out: [
        'the functions were not checked: bundle.mjs is a bundle that shows none of them',
        'bundle.app.yaml  nothing found',
      ],
    });
  });

  it('prints JSON for machines', async () => {
    const { code, out } = await check('absent.app.yaml', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out.join('\n'))).toMatchObject({
      findings: [{ path: 'app.module', line: 1, column: 1, message: expect.stringContaining('found nothing') }],
    });
  });

  it.each([
    ['invalid', [], 'invalid.app.yaml:1:8: app.nam: found an unknown key, expected name'],
    ['unread', [], 'invalid_app  unread.app.yaml:2:1: '],
    ['good', ['installStep'], 'wrong_usage  good.app.yaml: found the function installStep beside an app file'],
    ['good', ['--runs', '3'], 'wrong_usage  good.app.yaml: found --runs beside an app file'],
    ['good', ['--local'], 'outside_folder  good.app.yaml: app.module: found module.mjs, expected a file in'],
  ])('ends with 2 for what can’t be checked: %s %j', async (name, args, said) => {
    const { code, err } = await check(`${name}.app.yaml`, ...args);
    expect(code).toBe(2);
    expect(err.join('\n')).toContain(said);
  });
});
