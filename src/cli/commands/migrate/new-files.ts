import { basename, extname, posix } from 'node:path';
import type { Contract } from '../../../contracts/contract.ts';
import { contracts } from '../../../contracts/registry.ts';
import { type ProjectOptions, toProjectName } from '../init/flavour.ts';
import { createBundling } from '../init/project.ts';
import { renderSamConfig, renderTemplate } from '../init/template.ts';
import type { EditedModule } from './edit-module.ts';

/** Lists what a migrated project on Lambda has beside its modules: bundling, template and tests. */
export function listNewFiles(folder: string, entry: string, modules: ReadonlyMap<string, EditedModule>) {
  const text = modules.get(entry)?.text ?? '';
  const files = new Map<string, string>();
  const [path, functions] = [...modules].sort(([, a], [, b]) => b.defined.length - a.defined.length)[0] ?? [];
  if (/createHandler/.test(text)) {
    const flavour: ProjectOptions = {
      language: 'js',
      target: 'lambda',
      kind: /\bconnectors\b/.test(text) ? 'connector' : 'diy',
      generation: functions?.defined.some(({ what }) => what.includes('.')) ? '1.0' : '2.0',
    };
    files.set('esbuild.config.mjs', createBundling(entry, isModule(entry, text) ? 'esm' : 'cjs'));
    files.set('template.yaml', renderTemplate(flavour));
    files.set('samconfig.toml', renderSamConfig({ name: toProjectName(basename(folder)), flavour }));
  }
  const tested = functions?.defined.filter(({ why }) => isHook(why)) ?? [];
  // A class is no module: which instance is hosted, only its author knows.
  if (path && tested.length > 0 && !/\.prototype\./.test(functions?.text ?? ''))
    files.set(
      'test/extension.test.mjs',
      renderTests(
        path,
        tested.map(({ what }) => what),
      ),
    );
  return files;
}

/** Whether a file is an ES module. */
function isModule(path: string, text: string): boolean {
  return extname(path) === '.mjs' || (extname(path) === '.js' && /^\s*(import|export)\b/m.test(text));
}

/** Hooks work on their page alone; other functions may need an application. */
function isHook(why: string): boolean {
  const [, kind = ''] = /^define\.(\w+)/.exec(why) ?? [];
  return (contracts as Record<string, Contract>)[kind]?.type === 'hook';
}

function renderTests(path: string, names: readonly string[]): string {
  const module = posix.join('..', path.replaceAll('\\', '/'));
  const from = extname(path) === '' ? `${module}.js` : module;
  return `import { test } from 'node:test';
import { createHarness } from 'integrator-extension-lambda/testing';
import extension from '${from}';

// Options that a test leaves out are sample data; a response that integrator.io would refuse fails the test.
const { call } = createHarness(extension);

for (const name of ${JSON.stringify(names).replaceAll('"', "'").replaceAll(',', ', ')}) {
  test(\`\${name} keeps its contract\`, () => call(name));
}
`;
}
