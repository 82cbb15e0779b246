import * as z from 'zod/mini';
import { contract, group, type InvalidExample, lazy, mergeGroups } from './contract.ts';
import { sampleContext, sampleLicense } from './samples.ts';
import { context, describe, expectType, id, nothing, objectOf, optional } from './schemas.ts';

const installed = lazy(() =>
  z.looseObject({
    ...context(),
    _integrationId: describe(id(), 'The integration that is installed.'),
    opts: optional(objectOf<'opts'>(), 'The connector’s license, and other facts of the installation.'),
  }),
);
const sampleOptions = { ...sampleContext, opts: { connectorLicense: sampleLicense } };
const noIntegration: InvalidExample = {
  options: { bearerToken: 'token' },
  issue: 'options._integrationId: expected string, received undefined',
};

/** A function that answers nothing. */
const notification = (summary: string, namedIn?: string) =>
  contract(() => ({
    summary,
    ...(namedIn !== undefined && { namedIn }),
    options: installed(),
    response: nothing(),
    onError: 'fatal',
    sample: { options: sampleOptions, response: null },
    invalidExamples: [noIntegration],
  }));

/** A function that may change the steps of the installation. */
const stepContract = (summary: string, namedIn: string) =>
  contract(() => ({
    summary,
    namedIn,
    options: installed(),
    response: z.looseObject({
      success: describe(z.boolean(), 'Whether it succeeded.'),
      stepsToUpdate: optional(z.array(objectOf()), 'The install steps of the integration that change.'),
    }),
    onError: 'fatal',
    sample: {
      options: sampleOptions,
      response: { success: true, stepsToUpdate: [{ name: 'Connect the shop', completed: true }] },
    },
    invalidExamples: [noIntegration, { response: {}, issue: 'response.success: expected boolean, received undefined' }],
  }));

const connectorInstaller = contract(() => ({
  summary:
    'When a user begins to install a connector: the integration exists and has the license. The function creates its resources and install steps.',
  namedIn: '`installerFunction` of the connector',
  options: z.looseObject({ ...installed().shape, _connectorId: optional(id(), 'The connector being installed.') }),
  response: nothing(),
  onError: 'fatal',
  sample: { options: { ...sampleOptions, _connectorId: '5f0000000000000000000008' }, response: null },
  invalidExamples: [noIntegration],
}));

const integrationInstaller = stepContract(
  'At each step of the installation that names it: it creates resources, or checks what was installed.',
  '`installerFunction` of each install step of the integration',
);
const connectorUpdate = notification(
  'When a new version of a connector reaches an integration that is installed; only its owner can call it.',
  '`updateFunction` of the connector',
);

const preUninstall = stepContract(
  'Before the uninstallation begins: the function may change the install steps, to show them in another order.',
  '`preUninstallFunction` of the connector',
);
const integrationUninstaller = stepContract(
  'At each step of the uninstallation that names it.',
  '`uninstallerFunction` of each install step of the integration',
);
const connectorUninstaller = notification(
  'At the end of the uninstallation: afterwards the platform deletes the integration and frees the license.',
  '`uninstallerFunction` of the connector',
);

const persistSettings = contract(() => ({
  summary: 'When changed settings are about to be saved.',
  options: z.looseObject({
    ...installed().shape,
    pending: describe(objectOf<'pending'>(), 'The changed settings, by field.'),
  }),
  response: z.looseObject({
    success: describe(z.boolean(), 'Whether the settings can be saved.'),
    pending: optional(objectOf<'pending'>(), 'The settings to save.'),
  }),
  onError: 'fatal',
  sample: {
    options: { ...sampleOptions, pending: { currency: 'EUR' } },
    response: { success: true, pending: { currency: 'EUR' } },
  },
  invalidExamples: [
    { response: { pending: {} }, issue: 'response.success: expected boolean, received undefined' },
    { options: sampleOptions, issue: 'options.pending: expected object, received undefined' },
  ],
}));

const refreshMetadata = contract(() => ({
  summary: 'When a user asks for fresh metadata of a settings field.',
  options: z.looseObject({
    ...installed().shape,
    opts: optional(objectOf<'opts'>(), 'The connector’s license, and the field to refresh with its new metadata.'),
  }),
  response: describe(objectOf(), 'The field with its new metadata.'),
  onError: 'fatal',
  sample: {
    options: { ...sampleOptions, opts: { ...sampleOptions.opts, fieldName: 'currency', type: 'select' } },
    response: { fieldName: 'currency', options: ['EUR', 'USD'] },
  },
  invalidExamples: [noIntegration, { response: 'EUR', issue: 'response: expected object, received string' }],
}));

const connectorChangeEdition = notification('When the license of a connector changes its edition.');

const mappingRules = lazy(() =>
  z.record(
    z.string(),
    z.array(
      z.strictObject({
        generateList: optional(z.string(), 'The sublist that the rules are about, which must be mapped too.'),
        requiredGenerateFields: optional(z.array(z.string()), 'Fields whose mapping must stay.'),
        nonEditableGenerateFields: optional(z.array(z.string()), 'Fields whose mapping must not be edited.'),
      }),
    ),
  ),
);

const getMappingMetadata = contract(() => ({
  summary: 'When mappings are shown: answers which are required and which must not be edited.',
  options: z.looseObject({
    ...context(),
    _integrationId: describe(id(), 'The integration whose mappings are shown.'),
    version: optional(z.string(), 'The version of the integration that is installed.'),
  }),
  response: describe(
    z.union([z.array(mappingRules()), mappingRules()], { error: expectType('an object or an array of objects') }),
    'The rules of each import’s mappings, by the import’s external id. An object, or an array of them.',
  ),
  onError: 'ignore',
  rules: [
    'To keep a mapping as it is, name its generate field in `requiredGenerateFields` and `nonEditableGenerateFields`.',
    'To keep a generate field mapped, to whatever value, name it in `requiredGenerateFields`.',
  ],
  sample: {
    options: { ...sampleContext, version: '1.0.0' },
    response: {
      'orders-import': [
        { requiredGenerateFields: ['externalId'], nonEditableGenerateFields: ['externalId'] },
        { generateList: 'lines', requiredGenerateFields: ['sku'], nonEditableGenerateFields: [] },
      ],
    },
  },
  invalidExamples: [
    noIntegration,
    { response: 'externalId', issue: 'response: expected an object or an array of objects, received string' },
    { response: [1], issue: 'response[0]: expected record, received number' },
    {
      response: [{ 'orders-import': [{ requiredFields: ['sku'] }] }],
      issue:
        'response[0]["orders-import"][0]: expected { generateList?, requiredGenerateFields?, nonEditableGenerateFields? }, found an object with requiredFields',
    },
    {
      response: { 'orders-import': [{ requiredGenerateFields: 'sku' }] },
      issue: 'response["orders-import"][0].requiredGenerateFields: expected array, received string',
    },
    { response: { 'orders-import': 'sku' }, issue: 'response["orders-import"]: expected array, received string' },
  ],
}));

const utility = contract(() => ({
  summary: 'Free form: the author and the caller agree on it.',
  options: z.looseObject({ bearerToken: z.optional(context().bearerToken) }),
  response: describe(z.unknown(), 'Any JSON data.'),
  onError: 'fatal',
  sample: { options: { bearerToken: 'sample-token', orders: [1001, 1002] }, response: { found: 2 } },
  invalidExamples: [{ options: { bearerToken: 1 }, issue: 'options.bearerToken: expected string, received number' }],
}));

export const connector = mergeGroups(
  group({ generation: '1.0', type: 'installer' }, { connectorInstaller, integrationInstaller, connectorUpdate }),
  group({ generation: '1.0', type: 'uninstaller' }, { preUninstall, integrationUninstaller, connectorUninstaller }),
  group(
    { generation: '1.0', type: 'setting' },
    { persistSettings, refreshMetadata, connectorChangeEdition, getMappingMetadata },
  ),
  group({ generation: '1.0', type: 'utility' }, { utility }),
);
