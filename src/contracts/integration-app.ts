import * as z from 'zod';
import { family, once, spec } from './contract.ts';
import { sampleContext, sampleLicense } from './samples.ts';
import { anyObject, context, id, license, nothing, resource } from './vocabulary.ts';

const FAILS = 'A thrown error is shown as an error.';
const integration = { _id: sampleContext._integrationId, name: 'Orders', version: '1.0.0' };

const licenses = once(() => ({
  license: license().optional().describe('Integration apps only: the license of the integration.'),
  parentLicense: license().optional().describe('Integration apps only: the license of its parent.'),
}));

const formInit = spec({
  summary: 'When a settings form is opened: it can be filled in, or made, at that moment.',
  options: () =>
    context().extend({
      resource: resource().describe('The resource whose settings are shown.'),
      parentResource: resource().optional().describe('That resource’s parent.'),
      grandparentResource: resource().optional().describe('The parent’s parent.'),
      ...licenses(),
    }),
  response: () => anyObject().describe('The form to show.'),
  failure: FAILS,
  sample: {
    options: {
      ...sampleContext,
      resource: { ...integration, settingsForm: { form: { fieldMap: {} } } },
      license: sampleLicense,
    },
    response: { fieldMap: { currency: { id: 'currency', name: 'currency', type: 'text', label: 'Currency' } } },
  },
  refused: [{ response: null, because: 'response: expected object, received null' }],
});

const preSave = spec({
  summary: 'Before a resource is saved: what is saved can be changed, or refused.',
  options: () =>
    context().extend({
      newResource: resource().describe('The resource as it is to be saved.'),
      oldResource: resource().optional().describe('The resource as it was last saved; absent for a new one.'),
    }),
  response: () => resource().describe('The resource to save.'),
  failure: FAILS,
  sample: {
    options: { ...sampleContext, newResource: { ...integration, name: ' Orders ' }, oldResource: integration },
    response: integration,
  },
  refused: [
    { response: 'Orders', because: 'response: expected object, received string' },
    { options: { bearerToken: 'token' }, because: 'options.newResource: expected object, received undefined' },
  ],
});

const step = spec({
  summary: 'One step of an installation or uninstallation.',
  options: () =>
    context().extend({
      formSubmission: anyObject().optional().describe('Form steps only: what was filled in.'),
      _connectionId: id().optional().describe('Connection steps only: the connection that was chosen.'),
      resource: resource().describe('The resource being installed or uninstalled.'),
      parentResource: resource().optional().describe('That resource’s parent.'),
      ...licenses(),
    }),
  response: nothing,
  failure: FAILS,
  sample: {
    options: { ...sampleContext, resource: integration, formSubmission: { currency: 'EUR' }, license: sampleLicense },
    response: null,
  },
  refused: [
    { options: { bearerToken: 'token', resource: 'x' }, because: 'options.resource: expected object, received string' },
  ],
});

const initChild = spec({
  summary: 'When a child integration is to be made.',
  options: () =>
    context().extend({
      parentIntegration: resource().describe('The integration that becomes the parent.'),
      parentLicense: license().optional().describe('Integration apps only: the license of the parent.'),
    }),
  response: () =>
    z
      .looseObject({
        name: z.string().optional().describe('The name of the new integration.'),
        installSteps: z.array(anyObject()).optional().describe('The steps that install it.'),
      })
      .describe('The child integration to create.'),
  failure: FAILS,
  sample: {
    options: { ...sampleContext, parentIntegration: integration, parentLicense: sampleLicense },
    response: { name: 'Orders: child', installSteps: [] },
  },
  refused: [{ response: null, because: 'response: expected object, received null' }],
});

const update = spec({
  summary: 'When a new version of an integration app reaches an integration that is installed.',
  options: () =>
    context().extend({
      resource: resource().describe('The integration to update.'),
      license: licenses().license,
    }),
  response: nothing,
  failure: FAILS,
  sample: { options: { ...sampleContext, resource: integration, license: sampleLicense }, response: null },
  refused: [{ options: { bearerToken: 'token' }, because: 'options.resource: expected object, received undefined' }],
});

const changeEdition = spec({
  summary: 'When the license of an integration changes its edition.',
  options: () =>
    context().extend({
      fromEdition: z.unknown().optional().describe('The edition installed so far.'),
      toEdition: z.unknown().optional().describe('The new edition.'),
      integration: resource().describe('The integration that changes.'),
      license: licenses().license,
    }),
  response: nothing,
  failure: FAILS,
  sample: {
    options: { ...sampleContext, fromEdition: 'starter', toEdition: 'standard', integration, license: sampleLicense },
    response: null,
  },
  refused: [{ options: { bearerToken: 'token' }, because: 'options.integration: expected object, received undefined' }],
});

export const integrationApp = family(
  { generation: '2.0' },
  { formInit, preSave, step, initChild, update, changeEdition },
);
