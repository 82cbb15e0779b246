import type { Realm } from './realm.ts';

type Table = Record<string, Record<string, unknown>>;
type Method = (argument?: unknown) => unknown;

/** Gives a context the module integrator-api, which answers from documents and stubs. */
export function installApi(realm: Realm): void {
  const { hasOwn, keys, values } = Object;
  const { parse, stringify } = JSON;
  const names = 'exports imports flows connections integrations accessTokens asyncHelpers fileDefinitions state';
  const changes = ['create', 'update', 'delete'];
  const resources = ['exports', 'imports', 'flows'];
  const read = (table: Table, row: string, id: string): unknown => {
    const cells = hasOwn(table, row) ? table[row] : undefined;
    return cells && hasOwn(cells, id) ? cells[id] : undefined;
  };
  const copy = (value: unknown, reading: string): unknown => {
    realm.relied.add(reading);
    return parse(stringify(value));
  };

  realm.setApi = (api) => {
    const given = parse(api) as { documents: Table; answers?: Table; isStandalone?: boolean };
    const { documents, answers = {}, isStandalone } = given;
    const call = (kind: string, method: string, argument: unknown): unknown => {
      const what = `${kind}.${method}`;
      if (changes.includes(method)) throw new Error(`${what} of integrator-api is not for hooks`);
      if (isStandalone && resources.includes(kind) && method.startsWith('run')) {
        realm.relied.add('standaloneFlow');
        throw new Error(`${what} of integrator-api is not for flows without an integration: put the flow into one`);
      }
      const id = String(Object(argument)._id ?? (typeof argument === 'string' ? argument : '*'));
      const stub = read(answers, what, id) ?? read(answers, what, '*');
      if (stub !== undefined) return copy(stub, 'stubbedAnswer');
      const document = method === 'get' ? read(documents, kind, id) : undefined;
      if (document !== undefined) return copy(document, 'apiReads');
      const externalId = Object(argument).externalId;
      if (method === 'find' && externalId !== undefined) {
        const all = values((hasOwn(documents, kind) && documents[kind]) || {}) as { externalId?: unknown }[];
        return copy(
          all.filter((one) => one.externalId === externalId),
          'apiReads',
        );
      }
      const found = id === '*' ? stringify(argument) : id;
      throw new Error(`${what} of ${found} has no answer here: put a stub into simulation.yaml under scripts.api`);
    };
    const open = (kind: string): object =>
      new Proxy(
        {},
        {
          get: (_, method) =>
            typeof method === 'symbol' ? undefined : (((argument) => call(kind, method, argument)) satisfies Method),
        },
      );
    const kinds = [...names.split(' '), ...keys(documents), ...keys(answers).map((name) => String(name.split('.')[0]))];
    const request = () => {
      throw new Error('request of integrator-api is not available in hosted hooks');
    };
    realm.addLibrary('integrator-api', (module) => {
      module.exports = { ...Object.fromEntries(kinds.map((kind) => [kind, open(kind)])), request };
    });
  };
}
