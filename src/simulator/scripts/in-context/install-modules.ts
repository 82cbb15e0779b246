import type { LibraryModule, Realm, ScriptAccess } from './realm.ts';

/** Gives a context `require` and what stands for `import`. Only modules that were added are found. */
export function installModules(realm: Realm, access: ScriptAccess, global: { require?: unknown }): void {
  const { hasOwn, keys } = Object;
  const { parse } = JSON;
  const modules = new Map<string, unknown>();

  const find = (name: unknown): unknown => {
    if (modules.has(String(name))) return modules.get(String(name));
    throw new Error(
      `found the module ${String(name)}, expected integrator-api, dayjs or sjcl, named by a literal text`,
    );
  };

  access.importFrom = (name, exported) => {
    const module = find(name) as Record<string, unknown>;
    if (exported === undefined) return module;
    if (!hasOwn(module, exported))
      throw new Error(`found the import ${exported} of ${name}, expected one of ${keys(module).join(', ')}`);
    return module[exported];
  };
  global.require = (name: unknown) => find(name);

  realm.addLibrary = (name, load) => {
    const module: LibraryModule = { exports: {} };
    load(module, module.exports);
    modules.set(name, module.exports);
  };
  realm.seed = (words) => {
    const { random } = find('sjcl') as { random: { addEntropy: (data: unknown, bits: number, from: string) => void } };
    random.addEntropy(parse(words), 1024, 'seed');
  };
}
