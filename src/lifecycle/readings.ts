import type { UsedReading } from '../simulator/report/types.ts';

/** How a life reads what the platform's documentation leaves open. */
export const readings = {
  functionSteps: {
    basis: 'observed',
    rule: 'A step without a form and without a connection runs as soon as it is the current one.',
  },
  connectionFirst: {
    basis: 'observed',
    rule: '2.0: the connection of a step is saved in the step before its function runs, and stays if the function fails.',
  },
  copiedSteps: {
    basis: 'assumed',
    rule: '1.0: a new integration has the install steps of the app file; the installer function may write others.',
  },
  completedByAnswer: {
    basis: 'assumed',
    rule: '1.0: a step is completed if the stepsToUpdate of its answer says so, and not by success alone.',
  },
  stepsByFunction: {
    basis: 'observed',
    rule: '1.0: a step of stepsToUpdate is found by its installerFunction, or in the uninstallation by its uninstallerFunction.',
  },
  formInOpts: {
    basis: 'assumed',
    rule: '1.0: an installer function finds what the customer has filled in under opts.formVal.',
  },
  requiredFields: {
    basis: 'assumed',
    rule: 'A form is not submitted while a required field is empty. A field that its conditions hide is not required.',
  },
  hiddenFields: {
    basis: 'assumed',
    rule: 'A field that `visible`, `hidden` (1.0) or its conditions hide takes no value from the customer; its defaultValue is sent.',
  },
  freeSettings: {
    basis: 'assumed',
    rule: 'Settings without a form, or without fields in their sections, are edited as they are: they take any value.',
  },
  uninstallOrder: {
    basis: 'observed',
    rule: '1.0: steps are uninstalled in the order of the stepsToUpdate of preUninstall, else in the order of the integration.',
  },
  fieldsOfSettings: {
    basis: 'assumed',
    rule: '1.0: a saved setting goes to each field of settings.sections with its name, else to settings itself.',
  },
  metadataOfField: {
    basis: 'assumed',
    rule: '1.0: the answer of refreshMetadata replaces the options of the field in settings.sections.',
  },
  ownVersion: {
    basis: 'documented',
    rule: '1.0: updateInProgress is true before the update function runs; the function sets it to false, and the version.',
  },
  versionSet: {
    basis: 'assumed',
    rule: '2.0: the platform writes the new version into the integration once its update function has answered.',
  },
  childrenToo: {
    basis: 'observed',
    rule: '2.0: the update and changeEdition functions run for the integration, then for each of its children.',
  },
  editionKept: {
    basis: 'assumed',
    rule: 'A license keeps its edition if the changeEdition function fails.',
  },
  childrenFirst: {
    basis: 'assumed',
    rule: '2.0: children are uninstalled before their parent, by the uninstallSteps that initChild answered for them.',
  },
  childAsked: {
    basis: 'assumed',
    rule: '2.0: initChild runs when the customer adds a child, and not by itself at the end of an installation.',
  },
  ownConnections: {
    basis: 'assumed',
    rule: 'The connections that the wizard made go with their integration; all else is for the app to delete.',
  },
  inUse: {
    basis: 'assumed',
    rule: 'An export, import, connection or script is not deleted while a flow, export or import names it.',
  },
  tryAgain: {
    basis: 'assumed',
    rule: 'A call without an answer has failed for the platform: nothing of its answer is saved, and the customer tries again.',
  },
} as const satisfies Readonly<Record<string, UsedReading>>;
