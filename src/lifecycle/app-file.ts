import * as z from 'zod';
import { checkApp } from './check-app.ts';
import { lifeEventSchema } from './life-event.ts';
import { lifeFaultsSchema } from './life-faults.ts';
import { installStepSchema, uninstallStepSchema, values } from './step-schema.ts';

/*
 * The schema of an app file. Nothing is resolved here: paths are relative to the file, secrets are names of environment
 * variables.
 */

const name = z.string().min(1);
const anyObject = z.record(z.string(), z.unknown());
const document = z.looseObject({
  _id: name.describe('Its id in the account.'),
  name: name.optional().describe('Its name.'),
});

const functions = z.strictObject({
  formInit: name.optional().describe('2.0: fills the settings form when it is opened.'),
  preSave: name.optional().describe('2.0: changes or refuses an integration that is saved.'),
  initChild: name.optional().describe('2.0: describes a new child integration.'),
  update: name.optional().describe('2.0: brings an integration to a new version.'),
  changeEdition: name.optional().describe('2.0: brings an integration to another edition.'),
  connectorInstaller: name.optional().describe('1.0: `installerFunction` of the connector.'),
  connectorUpdate: name.optional().describe('1.0: `updateFunction` of the connector.'),
  preUninstall: name.optional().describe('1.0: `preUninstallFunction` of the connector.'),
  connectorUninstaller: name.optional().describe('1.0: `uninstallerFunction` of the connector.'),
  persistSettings: name.optional().describe('1.0: checks and changes settings that are saved.'),
  refreshMetadata: name.optional().describe('1.0: answers with fresh metadata of a field.'),
  connectorChangeEdition: name.optional().describe('1.0: brings an integration to another edition.'),
  getMappingMetadata: name.optional().describe('1.0: names the mappings that must stay.'),
});

const app = z
  .strictObject({
    name: name.describe('The name of the app, and of the integration that is installed.'),
    module: name.optional().describe('The module with the functions, or a bundle that exports a handler.'),
    generation: z.enum(['1.0', '2.0']).default('2.0').describe('1.0: modules are grouped, and calls carry a type.'),
    _connectorId: name
      .optional()
      .describe('The id of the app in the marketplace. Without it the module is `diy`, and there is no license.'),
    timeout: z.int().positive().default(300_000).describe('Milliseconds of each call.'),
    maxResponseSize: z.int().positive().optional().describe('The most bytes of a response.'),
    functions: functions.default({}).describe('The functions of the app by their kind; steps name their own.'),
    installSteps: z
      .array(installStepSchema)
      .default([])
      .describe('The steps of the installation. 1.0: connectorInstaller may write others into the integration.'),
    uninstallSteps: z
      .array(uninstallStepSchema)
      .default([])
      .describe('2.0: the steps of the uninstallation. 1.0 has an uninstallerFunction in each install step.'),
    settingsForm: z
      .strictObject({ form: anyObject.optional().describe('The form as the platform has it, with its fieldMap.') })
      .optional()
      .describe('2.0: the settings form of the integration.'),
    settings: values
      .optional()
      .describe('What the customer saves in the settings by default; without it the default script saves nothing.'),
    refresh: z.array(name).default([]).describe('1.0: the fields whose metadata the default script refreshes.'),
    children: z
      .array(values)
      .optional()
      .describe('2.0: the children of the default script, each with what the customer fills into its forms.'),
    license: anyObject.default({}).describe('More fields of the license: expires, opts …'),
    editions: z.array(name).default([]).describe('The editions of the license; it begins with the first.'),
    version: name.default('1.0.0').describe('The version that is installed.'),
    versions: z.array(name).default([]).describe('The later versions, to which the default script updates in turn.'),
    account: z
      .strictObject({
        connections: z.array(document).optional().describe('Connections, which an event may choose.'),
        integrations: z.array(document).optional().describe('Integrations of other apps or the customer’s own.'),
        flows: z.array(document).optional().describe('Their flows.'),
        exports: z.array(document).optional().describe('Their exports.'),
        imports: z.array(document).optional().describe('Their imports.'),
        scripts: z.array(document).optional().describe('Built-in scripts.'),
      })
      .default({})
      .describe('The documents that the customer had before: a life leaves them as they are.'),
  })
  .superRefine(checkApp);

/** The content of an app file; the JSON Schema for editors is generated from it. */
export const appFileSchema = z.strictObject({
  $schema: z.string().optional().describe('The JSON Schema for editors.'),
  app: app.describe('The app: its functions, its steps, and what the customer has.'),
  script: z
    .array(lifeEventSchema)
    .min(1)
    .optional()
    .describe('What happens, in order. Default: the whole life of the app.'),
  faults: lifeFaultsSchema.default({}).describe('What goes wrong on purpose.'),
});

/** An app file as it is written. */
export type AppFileInput = z.input<typeof appFileSchema>;
/** A validated app file with all defaults. */
export type AppFile = z.output<typeof appFileSchema>;
/** The app of a validated file. */
export type AppDescription = AppFile['app'];
/** The kinds of functions that an app names by their kind. */
export type AppFunctionKind = keyof AppDescription['functions'];
