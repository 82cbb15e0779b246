import { describe, expect, it } from 'vitest';
import type { Contract } from '../../src/contracts/contract.ts';
import { define, type Kind } from '../../src/contracts/define.ts';
import { contracts, enforce, formatIssues } from '../../src/contracts/index.ts';
import { describeSchema, type Field } from '../../src/contracts/render/describe.ts';
import { describeError, listRules } from '../../src/contracts/render/prose.ts';
import { applyVariant, variants } from '../../src/contracts/variants.ts';
import { readMark } from '../../src/core/kind.ts';
import { readOptions } from '../../src/core/options.ts';

const kinds = Object.entries<Contract>(contracts).map(([kind, contract]) => ({ kind, contract }));

/** The violations of a call's options and response, as sentences. */
function complaints(kind: string, options: unknown, response: unknown): string[] {
  const call = enforce.open(kind, options);
  return formatIssues(kind, [...call.options, ...call.checkResponse(response)]);
}

describe.each(kinds)('the contract of $kind', ({ kind, contract }) => {
  const { options, response } = contract.sample;

  it('accepts its own sample', () => {
    expect(complaints(kind, readOptions(options), response)).toEqual([]);
  });

  it.each(Object.entries(variants[kind as Kind] ?? {}))('accepts its variant %s, both ways', (_, variant) => {
    const sent = applyVariant(options, variant);
    expect(complaints(kind, readOptions(sent), variant.response ?? response)).toEqual([]);
    expect(JSON.parse(JSON.stringify(sent))).toEqual(sent);
  });

  it("has a sample in the wire's form", () => {
    expect(JSON.parse(JSON.stringify(contract.sample))).toEqual(contract.sample);
  });

  it('shows pages of at least two records, so that the sample shows how elements correspond', () => {
    expect(Object.entries(options).filter(([field, value]) => isPage(field, value) && value.length < 2)).toEqual([]);
  });

  it('describes every field of its options and its response', () => {
    expect(undescribed(describeSchema(contract.options).fields, 'options')).toEqual([]);
    expect(undescribed(describeSchema(contract.response).fields, 'response')).toEqual([]);
  });

  it('has a bearer token in its options', () => {
    expect(contract.options).toHaveProperty('shape.bearerToken');
    expect(options).toHaveProperty('bearerToken', expect.any(String));
  });

  it('accepts fields that the platform may add to the options', () => {
    expect(complaints(kind, { ...(readOptions(options) as object), _newId: '1', beta: {} }, response)).toEqual([]);
  });

  it('describes in sentences when it is called and what an error does', () => {
    for (const text of [contract.summary, describeError(contract), ...listRules(contract)])
      expect(text).toMatch(/^[A-Z].*\.$/);
  });

  it('shows at least one invalid call', () => {
    expect(contract.invalidExamples.length).toBeGreaterThan(0);
  });

  it.each(contract.invalidExamples)('finds: $issue', (refused) => {
    const sent = 'options' in refused ? refused.options : readOptions(options);
    const answered = 'response' in refused ? refused.response : response;
    expect(complaints(kind, sent, answered)).toEqual([refused.issue]);
  });
});

/** Each function that the platform's documentation names, by its kind here. */
const documented = {
  'both generations': 'preSavePage preMap postMap postSubmit postResponseMap postAggregate ping export import',
  '2.0': 'formInit preSave step initChild update changeEdition',
  '1.0':
    'connectorInstaller integrationInstaller connectorUpdate preUninstall integrationUninstaller connectorUninstaller persistSettings refreshMetadata connectorChangeEdition getMappingMetadata utility',
};

it.each(kinds)('define.$kind ignores a response exactly if its contract has none', ({ kind, contract }) => {
  const fn = define[kind as 'preMap'](() => []);
  expect(readMark(fn)?.ignoresResponse).toBe(describeSchema(contract.response).type === 'nothing');
});

describe('the contracts', () => {
  it('exist for every documented function, and for no other', () => {
    const names = Object.values(documented).flatMap((text) => text.split(' '));
    expect(Object.keys(contracts).sort()).toEqual(names.sort());
    expect(names).toHaveLength(26);
  });

  it.each(Object.entries(documented).map(([docs, names]) => ({ docs, names: names.split(' ') })))(
    'know which functions are of $docs',
    ({ docs, names }) => {
      const generation = docs === 'both generations' ? 'both' : docs;
      expect(kinds.filter(({ contract }) => contract.generation === generation).map(({ kind }) => kind)).toEqual(names);
    },
  );

  it('have the type of the older generation', () => {
    const typed = Object.groupBy(kinds, ({ contract }) => contract.type ?? 'none');
    expect(Object.fromEntries(Object.entries(typed).map(([type, of]) => [type, of?.length]))).toEqual({
      hook: 6,
      wrapper: 3,
      none: 6,
      installer: 3,
      uninstaller: 3,
      setting: 4,
      utility: 1,
    });
  });

  it.each(kinds)('have a define.$kind that returns the function that it marks', ({ kind }) => {
    const fn = () => undefined;
    expect(define[kind as 'preMap'](fn as never)).toBe(fn);
  });
});

function isPage(field: string, value: unknown): value is unknown[] {
  return /data$/i.test(field) && Array.isArray(value);
}

/** The paths of all fields without a description. */
function undescribed(fields: readonly Field[], path: string): string[] {
  return fields.flatMap(({ name, text, fields }) => [
    ...(text ? [] : [`${path}.${name}`]),
    ...undescribed(fields, `${path}.${name}`),
  ]);
}
