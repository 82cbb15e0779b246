import type { AppDescription } from './app-file.ts';
import { listFormFields } from './find-wrong-values.ts';
import type { EventFacts } from './life-facts.ts';

/** Lists what an app has and no life simulates, with its place in the app file or in the integration's settings. */
export function listNotSimulated(app: AppDescription, events: readonly EventFacts[]): string[] {
  return [...listChildSettings(app, events), ...listAddOns(app), ...listStores(events), ...listOpenForms(app)];
}

function listChildSettings({ functions, settingsForm }: AppDescription, events: readonly EventFacts[]): string[] {
  const { initChild, formInit, preSave } = functions;
  const hasSettings = settingsForm !== undefined || formInit !== undefined || preSave !== undefined;
  const hasChild = events.some(({ calls }) => calls.some(({ kind }) => kind === 'initChild'));
  if (initChild === undefined || !hasSettings || !hasChild) return [];
  return ['app.functions.initChild: the settings of children are not simulated, but those of their parent'];
}

function listAddOns({ license }: AppDescription): string[] {
  const { opts } = license;
  const own = Object.keys(license).map((key) => ['app.license', key]);
  const all = [...own, ...Object.keys(Object(opts)).map((key) => ['app.license.opts', key])];
  const addOns = all.filter(([, key]) => /^add-?ons?/i.test(String(key)));
  return addOns.map((path) => `${path.join('.')}: add-ons are not simulated, functions only get the license`);
}

function listStores(events: readonly EventFacts[]): string[] {
  const hasStores = events.some(({ after }) =>
    [...after.integrations.values()].some(({ settings }) => Object(settings).supportsMultiStore === true),
  );
  return hasStores ? ['settings.supportsMultiStore: the stores of 1.0 are not simulated: none is added'] : [];
}

/** A form that does not say which fields it has takes any value. */
function listOpenForms({ installSteps, uninstallSteps }: AppDescription): string[] {
  return Object.entries({ installSteps, uninstallSteps }).flatMap(([list, steps]) =>
    steps.flatMap(({ type, form, submit = {} }, at) => {
      if (type !== 'form' || listFormFields(form) || Object.keys(submit).length === 0) return [];
      return [`app.${list}[${at}].form: found no fieldMap, so its values were not held to any field`];
    }),
  );
}
