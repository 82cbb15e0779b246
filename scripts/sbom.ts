/**
 * Lists the run-time dependencies of this package as a CycloneDX bill of materials, made by npm's own command. Run as a
 * script, it prints it.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../', import.meta.url);

// npm names the main component by its folder.
const folder = new URL('.cache/sbom/integrator-extension-lambda/', root);

/** npm's marks of packages that users of this package do not install. */
type Locked = Partial<Record<'dev' | 'devOptional' | 'optional' | 'peer', true>>;

/**
 * Renders the bill. `--omit dev` also omits what a development tool shares, such as zod: so npm gets the package as its
 * users install it.
 */
export function billOfMaterials(): string {
  const { devDependencies: _, ...manifest } = read('package.json');
  const lock = read('package-lock.json');
  const packages = Object.entries<Locked>(lock.packages).filter(
    ([, { dev, devOptional, optional, peer }]) => !(dev || devOptional || optional || peer),
  );
  mkdirSync(folder, { recursive: true });
  write('package.json', manifest);
  write('package-lock.json', { ...lock, packages: { ...Object.fromEntries(packages), '': manifest } });
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];
  return execFileSync('npm', args, {
    cwd: fileURLToPath(folder),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

function read(name: string) {
  return JSON.parse(readFileSync(new URL(name, root), 'utf8'));
}

function write(name: string, value: unknown) {
  writeFileSync(new URL(name, folder), JSON.stringify(value));
}

if (import.meta.main) process.stdout.write(billOfMaterials());
