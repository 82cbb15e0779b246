import { findNearest } from '../../shared/nearest.ts';
import { callFunction } from '../call-function.ts';
import { fillFields, isShownSetting, listEmptySettings } from '../fill-fields.ts';
import { listFormFields, listSettingFields, readFieldName } from '../find-wrong-values.ts';
import { EventFailed, type Life } from '../life.ts';
import type { LifeEvent } from '../life-event.ts';
import type { LifeDocument } from '../life-facts.ts';
import { describeInstallation } from '../run-older-steps.ts';
import { describeResource } from '../run-steps.ts';
import { demandFilled, demandOffered, type GivenValues } from './fill-form.ts';
import { demandInstalled } from './install.ts';
import { changeFields } from './setting-fields.ts';

/** `open settings`: 2.0 fills the form by formInit; 1.0 shows `settings` of the integration. */
export async function openSettings(life: Life): Promise<void> {
  const { _id, settings, settingsForm } = demandInstalled(life);
  const { generation, functions } = life.parts.app;
  const { form } = Object(settingsForm) as { form?: unknown };
  if (functions.formInit === undefined) return void life.forms.push(generation === '1.0' ? settings : form);
  await callFunction(life, {
    kind: 'formInit',
    name: functions.formInit,
    _integrationId: _id,
    createOptions: () => describeResource(life, _id),
    apply: (response) => {
      life.settingsForm = response;
      life.forms.push(response);
    },
  });
}

/** `save settings`: by preSave in 2.0, by persistSettings in 1.0. */
export async function saveSettings(life: Life, event: LifeEvent): Promise<void> {
  const { _id, updateInProgress } = demandInstalled(life);
  if (updateInProgress === true) {
    throw new EventFailed(
      'updateInProgress of the integration is true, expected false: settings are locked until then',
    );
  }
  const { generation, settings } = life.parts.app;
  const values = life.fillIn(event.values ?? settings ?? {});
  const path = event.values && event.path ? event.path : ['app', 'settings'];
  const given = { values, path, isRefused: event.fails !== undefined };
  if (generation === '1.0') await persist(life, _id, given);
  else await save(life, _id, given);
}

async function save(life: Life, _id: string, given: GivenValues): Promise<void> {
  const { preSave } = life.parts.app.functions;
  const oldResource = life.read(_id);
  const newResource = { ...oldResource, settings: { ...Object(oldResource.settings), ...given.values } };
  const form = life.settingsForm ?? Object(oldResource.settingsForm).form;
  const { empty, hidden } = fillFields(form, newResource.settings);
  demandSettings(life, listFormFields(form), given, hidden);
  demandFilled(life, empty, 'the settings');
  if (preSave === undefined) return life.replace(_id, newResource);
  await callFunction(life, {
    kind: 'preSave',
    name: preSave,
    _integrationId: _id,
    createOptions: () => ({ newResource, oldResource }),
    apply: (response) => life.save(_id, preSave, response),
  });
}

async function persist(life: Life, _id: string, given: GivenValues): Promise<void> {
  const { persistSettings } = life.parts.app.functions;
  if (persistSettings === undefined) throw life.refuse('found no persistSettings in functions, expected its name');
  const { settings } = life.read(_id);
  const fields = listSettingFields(settings);
  demandSettings(
    life,
    fields,
    given,
    fields?.filter((field) => !isShownSetting(field)),
  );
  demandFilled(life, listEmptySettings(settings, given.values), 'the settings');
  await callFunction(life, {
    kind: 'persistSettings',
    name: persistSettings,
    _integrationId: _id,
    createOptions: () => ({ ...describeInstallation(life), pending: given.values }),
    apply: (response) => {
      const { success, pending, message } = Object(response);
      if (success !== true) {
        const why = typeof message === 'string' ? `: ${message}` : '';
        throw new EventFailed(`${persistSettings} answered success: ${JSON.stringify(success)}${why}`);
      }
      life.rely('fieldsOfSettings');
      const { settings } = life.read(_id);
      life.change(_id, { settings: changeFields(settings, Object(pending), (field, value) => ({ ...field, value })) });
    },
  });
}

function demandSettings(
  life: Life,
  fields: readonly LifeDocument[] | undefined,
  given: GivenValues,
  hidden: readonly LifeDocument[] | undefined,
): void {
  if (!fields) life.rely('freeSettings');
  demandOffered(life, fields, given, 'the settings', hidden);
}

/** `refresh metadata`: 1.0 asks for the metadata of one field, and saves its options. */
export async function refreshMetadata(life: Life, { text: fieldName = '', path }: LifeEvent): Promise<void> {
  const { _id, settings: shown } = demandInstalled(life);
  const name = demandFunction(life, 'refreshMetadata');
  const fields = listSettingFields(shown)?.map(readFieldName);
  if (fields && !fields.includes(fieldName)) {
    const expected = findNearest(fieldName, fields) ?? `one of ${fields.join(', ')}`;
    throw life.refuse(`the settings: found the unknown field "${fieldName}", expected ${expected}`, path);
  }
  await callFunction(life, {
    kind: 'refreshMetadata',
    name,
    _integrationId: _id,
    createOptions: () => describeInstallation(life, { fieldName }),
    apply: (response) => {
      life.rely('metadataOfField');
      const { settings } = life.read(_id);
      const { options } = Object(response);
      if (options === undefined) return;
      const changed = changeFields(
        settings,
        { [fieldName]: options },
        (field, fresh) => ({ ...field, options: fresh }),
        true,
      );
      life.change(_id, { settings: changed });
    },
  });
}

/** `open mappings`: 1.0 asks which mappings must stay. The platform ignores a failure. */
export async function openMappings(life: Life): Promise<void> {
  const { _id } = demandInstalled(life);
  const name = demandFunction(life, 'getMappingMetadata');
  const createOptions = () => ({ _integrationId: _id, version: life.read(_id).version });
  try {
    await callFunction(life, { kind: 'getMappingMetadata', name, _integrationId: _id, createOptions });
  } catch (thrown) {
    if (!(thrown instanceof EventFailed) || thrown.isInterrupted) throw thrown;
  }
}

function demandFunction(life: Life, kind: 'refreshMetadata' | 'getMappingMetadata'): string {
  const name = life.parts.app.functions[kind];
  if (name !== undefined) return name;
  throw life.refuse(`found no ${kind} in functions, expected its name`);
}
