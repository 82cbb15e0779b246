import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readings } from '../../../src/simulator/scripts/readings.ts';
import { type Open, openHere, openInContext } from './run-script.ts';

const api = {
  documents: {
    exports: { e1: { _id: 'e1', externalId: 'x', name: 'Get orders' }, e2: { _id: 'e2', externalId: 'y' } },
    connections: { n1: { _id: 'n1' } },
  },
  answers: {
    'exports.run': { e1: { data: [1], errors: [] } },
    'exports.runVirtual': { '*': { data: [] } },
    'state.get': { last: 7 },
    'lookupCaches.getData': { c1: { data: [{ key: 'a', value: '1' }] } },
    'connections.create': { '*': { _id: 'made' } },
  },
};

const places: readonly (readonly [string, Open])[] = [
  ['a script in its context', openInContext],
  ['the code of a context', openHere],
];

describe.each(places)('%s', (_place, open) => {
  describe('imports', () => {
    it('dayjs', () => {
      const script = open(
        "import dayjs, { isDayjs } from 'dayjs'\nfunction f (o) { return [dayjs(o).add(1, 'day').format('YYYY-MM-DD'), isDayjs(dayjs())] }",
      );
      expect(script.call('f', '2026-02-28').results).toEqual([{ response: '["2026-03-01",true]' }]);
    });

    it('sjcl, with random numbers', () => {
      const script = open(
        "const sjcl = require('sjcl')\nfunction f (o) { return [sjcl.codec.hex.fromBits(sjcl.hash.sha256.hash(o)), sjcl.decrypt('k', sjcl.encrypt('k', o))] }",
      );
      const hash = createHash('sha256').update('abc').digest('hex');
      expect(script.call('f', 'abc').results).toEqual([{ response: JSON.stringify([hash, 'abc']) }]);
    });

    it('no name that a module has not', () => {
      const script = open("import { exports, caches } from 'integrator-api'\nfunction f () {}");
      const [result] = script.call('f', {}).results;
      expect(result).toMatchObject({
        errors: [
          {
            message: expect.stringMatching(
              /^found the import caches of integrator-api, expected one of exports, imports, flows/,
            ),
          },
        ],
      });
    });

    it('no module that is not there, by whatever way', () => {
      const script = open('function f (o) { const r = require; return r(o) }');
      const message = 'found the module fs, expected integrator-api, dayjs or sjcl, named by a literal text';
      expect(script.call('f', 'fs').results).toMatchObject([{ errors: [{ message }] }]);
    });
  });

  describe('calls integrator-api', () => {
    const call = (code: string, given: Parameters<Open>[1] = { api }) => {
      const names = 'exports, imports, flows, connections, integrations, state, request';
      const script = open(
        `import { ${names} } from 'integrator-api'\nimport api from 'integrator-api'\nfunction f () { return ${code} }`,
        given,
      );
      return script.call('f', {}).results[0];
    };

    it.each([
      ['run: the stub of the id', "exports.run({ _id: 'e1' })", '{"data":[1],"errors":[]}', 'stubbedAnswer'],
      ['runVirtual: the stub of all', 'exports.runVirtual({ export: {} })', '{"data":[]}', 'stubbedAnswer'],
      ['state: the stub of a key', "state.get('last')", '7', 'stubbedAnswer'],
      ['a module member that only a stub names', "api.lookupCaches.getData('c1').data.length", '1', 'stubbedAnswer'],
      ['get by an id', "exports.get('e1').name", '"Get orders"', 'apiReads'],
      ['get by an object', "connections.get({ _id: 'n1' })", '{"_id":"n1"}', 'apiReads'],
      ['find by externalId', "exports.find({ externalId: 'y' })", '[{"_id":"e2","externalId":"y"}]', 'apiReads'],
      ['find in a kind without documents', "integrations.find({ externalId: 'y' })", '[]', 'apiReads'],
    ])('%s', (_what, code, response, reading) => {
      expect(call(code)).toEqual({ response, relied: [reading] });
      expect(readings).toHaveProperty(reading);
    });

    it.each([
      [
        'an id that is not there',
        "exports.run({ _id: 'e9' })",
        'exports.run of e9 has no answer here: put a stub into simulation.yaml under scripts.api',
      ],
      [
        'a document that is not there',
        "exports.get('e9')",
        'exports.get of e9 has no answer here: put a stub into simulation.yaml under scripts.api',
      ],
      ['a name of the language as an id', "exports.get('constructor')", 'exports.get of constructor has no answer'],
      ['another kind of search', "exports.find({ name: 'x' })", 'exports.find of {"name":"x"} has no answer here'],
      ['a call without an id', 'flows.run()', 'flows.run of undefined has no answer here'],
      ['create', 'connections.create({})', 'connections.create of integrator-api is not for hooks'],
      ['update', "exports.update({ _id: 'e1' })", 'exports.update of integrator-api is not for hooks'],
      ['delete', "exports.delete('e1')", 'exports.delete of integrator-api is not for hooks'],
      ['request', 'request({})', 'request of integrator-api is not available in hosted hooks'],
    ])('throws for %s', (_what, code, message) => {
      expect(call(code)).toMatchObject({ errors: [{ message: expect.stringContaining(message) }] });
    });

    it('throws for runs of resources in a flow without an integration, and for nothing else', () => {
      const standalone = { api: { ...api, isStandalone: true } };
      expect(call("exports.run({ _id: 'e1' })", standalone)).toMatchObject({
        errors: [{ message: expect.stringContaining('is not for flows without an integration') }],
        relied: ['standaloneFlow'],
      });
      expect(call("state.get('last')", standalone)).toMatchObject({ response: '7' });
    });

    it('without any stub', () => {
      expect(call("imports.run({ _id: 'i1' })", {})).toMatchObject({ errors: [{ code: 'Error' }] });
    });

    it('and gets values that are its own', () => {
      expect(call("(exports.get('e1').name = 1, exports.get('e1').name)")).toMatchObject({ response: '"Get orders"' });
      expect(call('String(exports[Symbol.iterator])')).toEqual({ response: '"undefined"' });
    });
  });
});
