import type { Kind } from 'integrator-extension-lambda';
import { contracts, enforce } from 'integrator-extension-lambda/contracts';
import { describe, expect, it } from 'vitest';
import { kindOf } from '../../src/core/kind.ts';
import { CONNECTOR, callCurrent, callEverywhere, callLegacy } from './call.ts';
import * as typedCurrent from './fixtures/current-typed.ts';
import * as typedLegacy from './fixtures/legacy-typed.ts';

type Row = readonly [kind: Kind, name: string, options: Record<string, unknown>];

/** The sample of a kind, with changes. */
const sampleOf = (kind: Kind, changes: object = {}) => ({ ...contracts[kind].sample.options, ...changes });

const rows2: Row[] = (
  [
    ['preSavePage', 'dropNothing'],
    ['preMap', 'keepRecords'],
    ['postMap', 'keepMapped'],
    ['postSubmit', 'keepResults'],
    ['postResponseMap', 'keepResponseMapped'],
    ['postAggregate', 'afterTransfer'],
    ['formInit', 'showForm'],
    ['preSave', 'saveResource'],
    ['step', 'install'],
    ['initChild', 'createChild'],
    ['update', 'upgrade'],
    ['changeEdition', 'switchEdition'],
    ['ping', 'testConnection'],
    ['export', 'fetchPage'],
    ['import', 'importPage'],
  ] as const
).map(([kind, name]) => [kind, name, sampleOf(kind, kind === 'export' ? { state: { page: 1 } } : {})]);

describe('The functions of 2.0', () => {
  it.each(rows2)('%s runs as documented, and typed by define', async (kind, name, options) => {
    const answer = await callCurrent(name, options);
    expect(answer).toHaveProperty('response');
    const typed = (typedCurrent as Record<string, object>)[name] as object;
    expect(kindOf(typed)).toBe(kind);
    const checked = { diy: typedCurrent, contracts: enforce };
    expect(await callEverywhere(checked, { function: name }, options)).toEqual(answer);
  });
});

const rows1: (readonly [type: string, kind: Kind, name: string])[] = [
  ['hook', 'preSavePage', 'keepPage'],
  ['hook', 'preMap', 'keepRecords'],
  ['hook', 'postMap', 'keepMapped'],
  ['hook', 'postSubmit', 'keepResults'],
  ['hook', 'postAggregate', 'afterTransfer'],
  ['wrapper', 'ping', 'testConnection'],
  ['wrapper', 'export', 'fetchPage'],
  ['wrapper', 'import', 'importPage'],
  ['installer', 'connectorInstaller', 'installConnector'],
  ['installer', 'integrationInstaller', 'installStep'],
  ['installer', 'connectorUpdate', 'updateConnector'],
  ['uninstaller', 'preUninstall', 'prepare'],
  ['uninstaller', 'integrationUninstaller', 'uninstallStep'],
  ['uninstaller', 'connectorUninstaller', 'uninstallConnector'],
  ['setting', 'persistSettings', 'persistSettings'],
  ['setting', 'refreshMetadata', 'refreshMetadata'],
  ['setting', 'connectorChangeEdition', 'changeEdition'],
  ['setting', 'getMappingMetadata', 'getMappingMetadata'],
  ['utility', 'utility', 'count'],
];

describe('The functions of 1.0, and utilities', () => {
  it.each(rows1)('%s %s runs as documented, and typed by define', async (type, kind, name) => {
    const options = sampleOf(kind);
    const answer = await callLegacy(type, name, options);
    expect(answer).toHaveProperty('response');
    const address = { type, function: name, _connectorId: CONNECTOR };
    const checked = { connectors: { [CONNECTOR]: typedLegacy }, contracts: enforce };
    expect(await callEverywhere(checked, address, options)).toEqual(answer);
  });

  it.each([
    ['connectorInstaller', '`installerFunction` of the connector'],
    ['integrationInstaller', '`installerFunction` of each install step of the integration'],
    ['connectorUpdate', '`updateFunction` of the connector'],
    ['preUninstall', '`preUninstallFunction` of the connector'],
    ['integrationUninstaller', '`uninstallerFunction` of each install step of the integration'],
    ['connectorUninstaller', '`uninstallerFunction` of the connector'],
    ['ping', '`wrapper.pingFunction` of the connection'],
  ] as const)('%s is named in the field that the document says', (kind, place) => {
    expect(contracts[kind].namedIn).toBe(place);
  });

  it('refreshMetadata gets the license and the field in opts', () => {
    expect(contracts.refreshMetadata.sample.options.opts).toMatchObject({
      connectorLicense: { edition: 'standard' },
      fieldName: 'currency',
    });
  });
});
