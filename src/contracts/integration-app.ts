import * as z from 'zod/mini';
import { contract, group, lazy } from './contract.ts';
import { sampleContext, sampleLicense } from './samples.ts';
import { context, describe, id, nothing, objectOf, optional } from './schemas.ts';

const integration = { _id: sampleContext._integrationId, name: 'Orders', version: '1.0.0' };

const licenses = lazy(() => ({
  license: optional(objectOf<'license'>(), 'Integration apps only: the license of the integration.'),
  parentLicense: optional(objectOf<'license'>(), 'Integration apps only: the license of its parent.'),
}));

const formInit = contract(() => ({
  summary: 'When a settings form is opened: the function may fill or create it.',
  namedIn: '`settingsForm.init.function` of the resource',
  options: z.looseObject({
    ...context(),
    resource: describe(objectOf<'resource'>(), 'The resource whose settings are shown.'),
    parentResource: optional(objectOf<'parentResource'>(), 'That resource’s parent.'),
    grandparentResource: optional(objectOf<'parentResource'>(), 'The parent’s parent.'),
    ...licenses(),
  }),
  response: describe(objectOf(), 'The form to show.'),
  onError: 'show',
  sample: {
    options: {
      ...sampleContext,
      resource: { ...integration, settingsForm: { form: { fieldMap: {} } } },
      license: sampleLicense,
    },
    response: { fieldMap: { currency: { id: 'currency', name: 'currency', type: 'text', label: 'Currency' } } },
  },
  invalidExamples: [
    { response: null, issue: 'response: expected object, received null; did the function forget to return?' },
  ],
}));

const preSave = contract(() => ({
  summary: 'Before a resource is saved: the function may change or refuse it.',
  namedIn: '`preSave.function` of the resource',
  options: z.looseObject({
    ...context(),
    newResource: describe(objectOf<'resource'>(), 'The resource as it is to be saved.'),
    oldResource: optional(objectOf<'resource'>(), 'The resource as it was last saved; absent for a new one.'),
  }),
  response: describe(objectOf<'resource'>(), 'The resource to save.'),
  onError: 'show',
  sample: {
    options: { ...sampleContext, newResource: { ...integration, name: ' Orders ' }, oldResource: integration },
    response: integration,
  },
  invalidExamples: [
    { response: 'Orders', issue: 'response: expected object, received string' },
    { options: { bearerToken: 'token' }, issue: 'options.newResource: expected object, received undefined' },
  ],
}));

const step = contract(() => ({
  summary: 'One step of an installation or uninstallation.',
  namedIn: '`function` of the install or uninstall step',
  options: z.looseObject({
    ...context(),
    formSubmission: optional(objectOf<'formSubmission'>(), 'Form steps only: the filled form.'),
    _connectionId: optional(id(), 'Connection steps only: the chosen connection.'),
    resource: describe(objectOf<'resource'>(), 'The resource being installed or uninstalled.'),
    parentResource: optional(objectOf<'parentResource'>(), 'That resource’s parent.'),
    ...licenses(),
  }),
  response: nothing(),
  onError: 'show',
  sample: {
    options: { ...sampleContext, resource: integration, formSubmission: { currency: 'EUR' }, license: sampleLicense },
    response: null,
  },
  invalidExamples: [
    { options: { bearerToken: 'token', resource: 'x' }, issue: 'options.resource: expected object, received string' },
  ],
}));

const initChild = contract(() => ({
  summary: 'When a child integration is created.',
  namedIn: '`initChild.function` of the integration',
  options: z.looseObject({
    ...context(),
    parentIntegration: describe(objectOf<'parentResource'>(), 'The integration that becomes the parent.'),
    parentLicense: optional(objectOf<'license'>(), 'Integration apps only: the license of the parent.'),
  }),
  response: describe(
    z.looseObject({
      name: optional(z.string(), 'The name of the new integration.'),
      installSteps: optional(z.array(objectOf()), 'The steps that install it.'),
    }),
    'The child integration to create.',
  ),
  onError: 'show',
  sample: {
    options: { ...sampleContext, parentIntegration: integration, parentLicense: sampleLicense },
    response: { name: 'Orders: child', installSteps: [] },
  },
  invalidExamples: [
    { response: null, issue: 'response: expected object, received null; did the function forget to return?' },
  ],
}));

const update = contract(() => ({
  summary: 'When a new version of an integration app reaches an integration that is installed.',
  namedIn: '`update.function` of the integration',
  options: z.looseObject({
    ...context(),
    resource: describe(objectOf<'resource'>(), 'The integration to update.'),
    license: licenses().license,
  }),
  response: nothing(),
  onError: 'show',
  sample: { options: { ...sampleContext, resource: integration, license: sampleLicense }, response: null },
  invalidExamples: [
    { options: { bearerToken: 'token' }, issue: 'options.resource: expected object, received undefined' },
  ],
}));

const changeEdition = contract(() => ({
  summary: 'When the license of an integration changes its edition.',
  namedIn: '`changeEdition.function` of the integration',
  options: z.looseObject({
    ...context(),
    fromEdition: optional(z.unknown(), 'The edition installed so far.'),
    toEdition: optional(z.unknown(), 'The new edition.'),
    integration: describe(objectOf<'resource'>(), 'The integration that changes.'),
    license: licenses().license,
  }),
  response: nothing(),
  onError: 'show',
  sample: {
    options: { ...sampleContext, fromEdition: 'starter', toEdition: 'standard', integration, license: sampleLicense },
    response: null,
  },
  invalidExamples: [
    { options: { bearerToken: 'token' }, issue: 'options.integration: expected object, received undefined' },
  ],
}));

export const integrationApp = group(
  { generation: '2.0' },
  { formInit, preSave, step, initChild, update, changeEdition },
);
