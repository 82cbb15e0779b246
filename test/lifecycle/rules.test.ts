import { type LifeReport, type LifeSettings, simulateApp } from 'integrator-extension-lambda/simulator';
import { describe, expect, it } from 'vitest';
import { lifeRules } from '../../src/lifecycle/rules/life-rules.ts';

type Broken = Partial<LifeReport['broken'][number]>;
type Faults = NonNullable<LifeSettings['faults']>;

/** An app that breaks one rule: its module, and every finding in it. */
interface Faulty {
  readonly module: string;
  readonly faults?: Faults;
  readonly broken: readonly Broken[];
}

const EVERYTHING = { repeatStep: true, loseAnswer: true, abortAfter: 1, slow: 1, 429: { every: 5, retryAfter: 0 } };
const REPEATED = { repeatStep: true };
const ABORTED = { abortAfter: 1 };
const INTEGRATION = 'integrations/a00000000000000000000001';
const TYPES =
  'text, textarea, checkbox, toggle, select, multiselect, radiogroup, date, datetime, keyvalue, staticMap, editor, relativeuri, uploadfile, labeltitle, labelvalue, refreshableselect, selectresource, exportSelect';

const live = (app: string, module: string, faults: Faults = {}) =>
  simulateApp(`test/fixtures/apps/${app}.app.yaml`, {
    module: `test/fixtures/apps/${app}/${module}.ts`,
    faults,
    env: {},
  });

const made = (document: string, by: string) =>
  `found the ${document}, which was made by ${by}; expected it to be deleted`;
const secretIn = (document: string) =>
  `found a secret in the ${document}, expected it in the encrypted part of a connection alone`;
const lost = (key: string, value: string): Broken => ({
  rule: 'pre-save',
  event: 4,
  function: 'checkResource',
  path: `response.${key}`,
  message: `found nothing, expected ${value}, as in newResource`,
});
const field = (path: string, message: string): Broken => ({
  rule: 'form-fields',
  event: 3,
  call: 3,
  function: 'fillForm',
  path: `form.${path}`,
  message,
});

const newer: Faulty[] = [
  {
    module: 'leftover',
    broken: [
      {
        rule: 'leftover',
        event: 9,
        function: 'makeFlow',
        path: 'exports/000000000000000000000001',
        message: made('export "Get orders"', 'makeFlow in event 2, submit form'),
      },
    ],
  },
  {
    module: 'customer-document',
    broken: [
      {
        rule: 'customer-document',
        event: 9,
        call: 9,
        function: 'deleteFlow',
        path: 'flows/5e0000000000000000000001',
        message: 'found the customer\'s own flow "Invoices" deleted, expected it to stay',
      },
    ],
  },
  {
    module: 'customer-document-changed',
    broken: [
      {
        rule: 'customer-document',
        event: 6,
        function: 'updateIntegration',
        path: 'flows/5e0000000000000000000001.name',
        message: 'found the customer\'s own flow "Invoices" changed, expected it to stay as it was',
      },
    ],
  },
  {
    module: 'repeatable-counter',
    faults: REPEATED,
    broken: [
      {
        rule: 'repeatable',
        event: 2,
        call: 4,
        function: 'makeFlow',
        path: `${INTEGRATION}.settings.runs`,
        message: 'makeFlow ran again and added the same to settings.runs of the integration "Orders" once more',
      },
    ],
  },
  {
    module: 'repeatable',
    faults: REPEATED,
    broken: [
      {
        rule: 'repeatable',
        event: 2,
        call: 4,
        function: 'makeFlow',
        path: 'flows/000000000000000000000002',
        message: 'makeFlow ran again and made another flow "Orders"',
      },
    ],
  },
  {
    module: 'repeatable',
    faults: { loseAnswer: ['makeFlow'] },
    broken: [{ rule: 'repeatable', event: 2, call: 3, message: 'makeFlow ran again and made another flow "Orders"' }],
  },
  {
    module: 'repeatable-list',
    faults: REPEATED,
    broken: [
      {
        rule: 'repeatable',
        event: 2,
        function: 'makeFlow',
        path: `${INTEGRATION}.settings.shops[1]`,
        message: 'makeFlow ran again and added another element to the integration "Orders", at settings.shops[1]',
      },
    ],
  },
  {
    module: 'repeatable-deletion',
    faults: REPEATED,
    broken: [
      {
        rule: 'repeatable',
        event: 2,
        function: 'makeFlow',
        path: 'flows/000000000000000000000001',
        message: 'makeFlow ran again and deleted the flow "Orders"',
      },
    ],
  },
  {
    module: 'repeatable-failure',
    faults: REPEATED,
    broken: [
      {
        rule: 'repeatable',
        event: 9,
        function: 'deleteFlow',
        message: 'deleteFlow failed when it ran again (Error: There is no flow.), expected it to succeed as before',
        place: expect.stringMatching(/^test\/fixtures\/apps\/newer\/repeatable-failure\.ts:10:\d+$/),
      },
    ],
  },
  {
    module: 'resumable',
    faults: ABORTED,
    broken: [
      {
        rule: 'resumable',
        event: 2,
        call: 4,
        function: 'makeFlow',
        path: 'exports/000000000000000000000002',
        message:
          'makeFlow made another export "Get orders" when it was tried again, expected it to go on with exports/000000000000000000000001, which its failed call has made',
      },
    ],
  },
  {
    module: 'resumable-failure',
    faults: ABORTED,
    broken: [
      {
        rule: 'resumable',
        event: 2,
        function: 'makeFlow',
        message:
          'makeFlow failed when it was tried again after it was ended half way (Error: The export is there already.), expected it to go on',
        place: expect.stringMatching(/^test\/fixtures\/apps\/newer\/resumable-failure\.ts:11:\d+$/),
      },
    ],
  },
  {
    module: 'resumable-half',
    faults: ABORTED,
    broken: [
      ['flows/000000000000000000000002', 'flow "Orders"'],
      [`${INTEGRATION}.settings.made`, 'setting made of the integration "Orders"'],
    ].map(([path = '', name]) => ({
      rule: 'resumable',
      event: 2,
      call: 3,
      function: 'makeFlow',
      path,
      message: `the ${name} is missing, expected what the same life has without faults: a call that goes on does all of its work`,
    })),
  },
  {
    module: 'rate-limit',
    faults: { 429: { every: 4, retryAfter: 0 } },
    broken: [
      {
        rule: 'rate-limit',
        event: 2,
        function: 'makeFlow',
        path: '/v1/flows',
        message: 'found POST /v1/flows refused with 429 and not made again, expected it after Retry-After',
      },
    ],
  },
  {
    module: 'form-fields',
    broken: [
      field('fieldMap.currency.type', 'found "selct", expected select'),
      field('fieldMap.tax.id', 'found "taxRate", expected "tax", its key'),
      field('fieldMap.tax.name', 'found nothing, expected a name'),
      field('fieldMap.tax.type', `found "number", expected one of ${TYPES}`),
      field('fieldMap.note', 'found "text", expected a field'),
      field('layout.containers[0].fields[1]', 'found "curency", expected currency'),
      field('layout.containers[0].fields[2]', 'found 7, expected a field of fieldMap: currency, tax, note'),
    ],
  },
  {
    module: 'form-fields-unmapped',
    broken: [field('fieldMap', 'found a form with currency alone, expected its fields in fieldMap')],
  },
  {
    module: 'form-fields-list',
    broken: [
      field('fieldMap', 'found [{"id":"currency","name":"currency","type":"select"}], expected an object of fields'),
    ],
  },
  {
    module: 'pre-save',
    broken: [
      lost('_connectorId', '"5f0000000000000000000009"'),
      lost('mode', '"settings"'),
      lost('installSteps', 'a list of 2'),
      lost('uninstallSteps', 'a list of 1'),
      lost('settingsForm', 'an object'),
      lost('preSave', 'an object'),
      lost('update', 'an object'),
      lost('changeEdition', 'an object'),
    ],
  },
  {
    module: 'pre-save-unsaved',
    broken: [
      {
        rule: 'pre-save',
        event: 4,
        function: 'checkResource',
        path: 'response.name',
        message: "found what can't be saved: Missing required field name.",
      },
    ],
  },
  {
    module: 'settings-kept',
    broken: [
      {
        rule: 'settings-kept',
        event: 6,
        function: 'updateIntegration',
        path: `${INTEGRATION}.settings.currency`,
        message: 'found "EUR" in currency, expected "GBP", which the customer has chosen',
      },
    ],
  },
  {
    module: 'edition-return',
    broken: [
      {
        rule: 'edition-return',
        event: 8,
        function: 'changeEdition',
        path: `${INTEGRATION}.settings.pageSize`,
        message: 'found 100 in the integration "Orders", expected 50, as before the change from edition starter',
      },
      {
        rule: 'edition-return',
        event: 8,
        path: 'flows/000000000000000000000003',
        message: 'found the new flow "Premium orders", expected none',
      },
    ],
  },
  {
    module: 'edition-return-lost',
    broken: ['flow "Orders"', 'export "Get orders"'].map((document) => ({
      rule: 'edition-return',
      event: 8,
      function: 'changeEdition',
      message: `the ${document} is gone, expected it as before the change from edition starter`,
    })),
  },
  {
    module: 'no-secrets',
    broken: [
      {
        rule: 'no-secrets',
        event: 2,
        function: 'saveForm',
        path: `${INTEGRATION}.settings.shop.key`,
        message: secretIn('integration "Orders"'),
      },
    ],
  },
  {
    module: 'no-secrets-token',
    broken: [
      {
        rule: 'no-secrets',
        event: 2,
        function: 'makeFlow',
        path: 'flows/000000000000000000000002',
        message: secretIn('flow "Orders"'),
      },
    ],
  },
];

const older: Faulty[] = [
  {
    module: 'leftover',
    broken: [
      { rule: 'leftover', event: 9, message: made('flow "Orders"', 'makeFlow in event 2, submit form') },
      { rule: 'leftover', event: 9, message: made('export "Get orders"', 'makeFlow in event 2, submit form') },
    ],
  },
  {
    module: 'customer-document',
    broken: [{ rule: 'customer-document', event: 1, call: 1, function: 'begin' }],
  },
  {
    module: 'repeatable',
    faults: REPEATED,
    broken: [{ rule: 'repeatable', event: 2, function: 'makeFlow', path: 'flows/000000000000000000000002' }],
  },
  {
    module: 'resumable',
    faults: ABORTED,
    broken: [{ rule: 'resumable', event: 2, function: 'makeFlow', path: 'exports/000000000000000000000002' }],
  },
  {
    module: 'rate-limit',
    faults: { 429: { every: 3, retryAfter: 0 } },
    broken: [
      {
        rule: 'rate-limit',
        event: 9,
        function: 'prepare',
        path: '/v1/state/second',
        message: 'found PUT /v1/state/second refused with 429 and not made again, expected it after Retry-After',
      },
    ],
  },
  {
    module: 'steps-exist',
    broken: [
      {
        rule: 'steps-exist',
        event: 2,
        function: 'makeFlow',
        path: 'response.stepsToUpdate[1].installerFunction',
        message:
          'found "saveFrom", expected the installerFunction of a step: saveForm, makeFlow; did you mean saveForm?',
      },
      {
        rule: 'steps-exist',
        event: 2,
        path: 'response.stepsToUpdate[2].installerFunction',
        message: 'found nothing, expected the installerFunction of a step: saveForm, makeFlow',
      },
      {
        rule: 'steps-exist',
        event: 9,
        function: 'prepare',
        path: 'response.stepsToUpdate[0].uninstallerFunction',
        message: 'found "makeFlow", expected the uninstallerFunction of a step: deleteFlow',
      },
    ],
  },
  {
    module: 'form-fields',
    broken: [
      {
        rule: 'form-fields',
        event: 3,
        function: 'saveForm',
        path: 'settings.sections[0].sections[0].fields[0].type',
        message: expect.stringContaining(`found "dropdown", expected one of ${TYPES}, input, radio`),
      },
      {
        path: 'settings.sections[0].sections[0].fields[1].name',
        message: 'found nothing, expected a name',
      },
      { path: 'settings.sections[0].sections[0].fields[2]', message: 'found "note", expected a field' },
      { path: 'settings.sections[1]', message: 'found "none", expected a section' },
    ],
  },
  {
    module: 'pending-only',
    broken: [
      {
        rule: 'pending-only',
        event: 4,
        function: 'persist',
        path: 'response.pending.priceList',
        message: 'found priceList in the answer, which was not pending; expected currency alone',
      },
      {
        rule: 'pending-only',
        event: 4,
        path: `${INTEGRATION}.settings.changedBy`,
        message: 'found changedBy changed in the integration, which was not pending; expected currency alone',
      },
    ],
  },
  {
    module: 'settings-kept',
    broken: [{ rule: 'settings-kept', event: 6, function: 'updateIntegration' }],
  },
  {
    module: 'settings-kept-lost',
    broken: [
      {
        rule: 'settings-kept',
        event: 6,
        message: 'found nothing in currency, expected "GBP", which the customer has chosen',
      },
    ],
  },
  {
    module: 'edition-return',
    broken: [{ rule: 'edition-return', event: 8, message: 'found the new flow "Premium orders", expected none' }],
  },
  {
    module: 'no-secrets',
    broken: [{ rule: 'no-secrets', event: 2, function: 'saveForm', path: `${INTEGRATION}.settings.addresses[0]` }],
  },
];

describe.each([
  ['newer', newer],
  ['older', older],
])('of the %s generation', (app, all) => {
  it('a good app breaks no rule, whatever goes wrong', async () => {
    expect(await live(app, 'good')).toMatchObject({ ending: 'done', broken: [] });
    expect(await live(app, 'good', EVERYTHING)).toMatchObject({ ending: 'done', broken: [] });
  });

  it.each(all)('an app that breaks $module is found, and breaks nothing else: $faults', async (faulty) => {
    const { broken } = await live(app, faulty.module, faulty.faults);
    expect(broken).toMatchObject(faulty.broken);
    const [rule] = faulty.broken.map((one) => one.rule);
    expect(new Set(broken.map((one) => one.rule))).toEqual(new Set([rule]));
  });
});

describe('the rules', () => {
  it('each have an app that breaks it', () => {
    const broken = new Set([...newer, ...older].flatMap((one) => one.broken.map(({ rule }) => rule)));
    for (const { id } of lifeRules) expect(broken).toContain(id);
  });
});
