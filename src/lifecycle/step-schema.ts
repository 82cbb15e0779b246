import * as z from 'zod';
import { secret } from '../simulator/flow/endpoint-schema.ts';

const name = z.string().min(1);
const anyObject = z.record(z.string(), z.unknown());

/** What a customer types: values by the names of fields. */
export const values = z.record(z.string(), secret);

const connection = z.strictObject({
  name: name.optional().describe('Its name. Default: the name of the step.'),
  type: name.default('http').describe('Its type in the account: http, netsuite, wrapper …'),
  encrypted: values.optional().describe('Credentials: `{ env: NAME }` takes one from the environment.'),
  unencrypted: values.optional().describe('Its values that are no secrets.'),
});

/** The fields of every step: who acts in it, and what they do. */
const step = {
  name: name.describe('The name that the customer sees.'),
  description: name.optional().describe('The text below it.'),
  type: z
    .enum(['form', 'connection', 'function'])
    .default('function')
    .describe('form: the customer fills a form. connection: they choose a connection. function: nothing but a click.'),
  form: anyObject.optional().describe('Form steps: the form as the platform has it, with its fieldMap.'),
  submit: values
    .optional()
    .describe(
      'Form steps: what the customer fills in by default; `{ env: NAME }` takes a secret from the environment.',
    ),
  connection: connection
    .optional()
    .describe('Connection steps: the connection that the customer makes unless an event names one.'),
};

/** A step of the installation. 2.0 names its `function`; 1.0 its `installerFunction` and `uninstallerFunction`. */
export const installStepSchema = z.strictObject({
  ...step,
  function: name.optional().describe('2.0: the step function that runs in it.'),
  installerFunction: name.optional().describe('1.0: the function that runs in it.'),
  uninstallerFunction: name.optional().describe('1.0: the function that runs for it in the uninstallation.'),
});

/** A step of the uninstallation in 2.0. */
export const uninstallStepSchema = z.strictObject({
  name: step.name,
  description: step.description,
  type: z
    .enum(['form', 'function'])
    .default('function')
    .describe('form: the customer fills a form. function: nothing but a click.'),
  form: step.form,
  submit: step.submit,
  function: name.optional().describe('The step function that runs in it.'),
});

/** A validated step of an installation. */
export type InstallStep = z.output<typeof installStepSchema>;
/** A validated step of an uninstallation in 2.0. */
export type UninstallStep = z.output<typeof uninstallStepSchema>;
