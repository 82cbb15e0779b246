import type { AppDescription } from './app-file.ts';
import type { License, Life } from './life.ts';
import type { LifeDocument } from './life-facts.ts';

/** Makes the integration of an app as the platform does when its installation begins, and provisions its license. */
export function createIntegration(life: Life): string {
  const { app } = life.parts;
  const { _connectorId, version, name, generation } = app;
  const common = { name, ...(_connectorId !== undefined && { _connectorId }), version, mode: 'install', settings: {} };
  const own = generation === '1.0' ? olderFields(app) : newerFields(app);
  if (generation === '1.0') life.rely('copiedSteps');
  const _id = life.make('integrations', { ...common, ...own }, 'platform');
  if (_connectorId !== undefined) life.licenses.set(_id, createLicense(life, _id, app.editions[0]));
  return _id;
}

function olderFields({ installSteps }: AppDescription): LifeDocument {
  return {
    install: installSteps.map(({ submit: _submit, connection: _connection, function: _function, ...step }) =>
      toDocument({ ...step, completed: false }),
    ),
  };
}

function newerFields({ installSteps, uninstallSteps, settingsForm, functions }: AppDescription): LifeDocument {
  const toStep = ({ submit: _, ...step }: AppDescription['uninstallSteps'][number]) =>
    toDocument({ ...step, completed: false });
  const { formInit, preSave, initChild, update, changeEdition } = functions;
  const named = { preSave, initChild, update, changeEdition };
  const called = Object.entries(named).flatMap(([key, name]) =>
    name === undefined ? [] : [[key, { function: name }]],
  );
  const hasForm = settingsForm !== undefined || formInit !== undefined;
  const form = { ...settingsForm, ...(formInit !== undefined && { init: { function: formInit } }) };
  return {
    installSteps: installSteps.map(({ connection: _, installerFunction: _i, uninstallerFunction: _u, ...step }) =>
      toStep(step as AppDescription['uninstallSteps'][number]),
    ),
    uninstallSteps: uninstallSteps.map(toStep),
    ...(hasForm && { settingsForm: form }),
    ...Object.fromEntries(called),
  };
}

/** Leaves out undefined fields, as JSON does. */
function toDocument(value: object): LifeDocument {
  return JSON.parse(JSON.stringify(value));
}

/** Makes the license of an integration. The platform keeps an app's own facts under `opts`. */
export function createLicense(life: Life, _integrationId: string, edition: string | undefined): License {
  const { _connectorId, license } = life.parts.app;
  return setEdition({ _id: life.makeId('licenses'), _connectorId, _integrationId, ...license }, edition);
}

/** Copies a license with another edition. */
export function setEdition(license: License, edition: string | undefined): License {
  if (edition === undefined) return license;
  return { ...license, edition, opts: { ...Object(license.opts), connectorEdition: edition } };
}
