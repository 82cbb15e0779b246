import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type DoctorFinding, problemUnless, relativePath, warningUnless } from './finding.ts';
import { probe, START_LIMIT } from './probe.ts';
import { type DeployedFunction, type Template, textIn } from './template.ts';

/** Lambda's limit for a deployed function, unpacked. */
const LARGEST = 262_144_000;
/** Milliseconds of loading that exceed the answer time of most functions. */
const LARGE = 5_000_000;
const SLOW = 1_000;

/** In the order in which Lambda looks for them. */
const EXTENSIONS = ['.js', '.mjs', '.cjs'];

/** Examines the bundle of a function: whether it exists, starts, and how fast. */
export function examineBundle(template: Template, fn: DeployedFunction, directory: string): DoctorFinding[] {
  const code = textIn(template, fn.properties.CodeUri ?? fn.properties.Code);
  const handler = textIn(template, fn.properties.Handler);
  if (code === undefined || handler === undefined || fn.properties.PackageType === 'Image')
    return [
      { severity: 'warning', what: 'bundle', where: template.at(['Resources', fn.id]), ...describeHidden(fn, code) },
    ];
  const folder = resolve(directory, fn.isBuiltBySam ? join('.aws-sam', 'build', fn.id) : code);
  const dot = handler.lastIndexOf('.');
  const [stem, name] = [handler.slice(0, dot), handler.slice(dot + 1)];
  const files = EXTENSIONS.map((extension) => stem + extension).filter((file) => existsSync(join(folder, file)));
  const [file] = files;
  if (!file) {
    const where = relativePath(join(folder, stem));
    return [
      { severity: 'problem', what: 'bundle', where, found: 'nothing', expected: `${EXTENSIONS.join(', ')}: build it` },
    ];
  }
  const where = relativePath(join(folder, file));
  return [
    ...examineNames(files, where),
    ...examineSyntax(folder, file, where, textIn(template, fn.properties.Runtime)),
    examineSize(folder, file, where),
    ...examineStart(folder, file, name, where, readVariables(fn)),
  ];
}

/** Says why a function has no bundle that can be examined. */
function describeHidden({ properties }: DeployedFunction, code: string | undefined) {
  const expected = 'the path of a folder and a handler: its bundle was not examined';
  if (properties.PackageType === 'Image') return { found: 'an image', expected };
  return { found: code === undefined ? 'no folder of code' : 'no handler', expected };
}

function examineNames(files: readonly string[], where: string): DoctorFinding[] {
  if (files.length === 1) return [];
  const found = `${files.slice(1).join(', ')} beside it`;
  return [{ severity: 'problem', what: 'bundle', where, found, expected: 'one of them: Lambda takes the first' }];
}

/** An ES module named .js works next to the project's package.json, and fails where only the bundle is deployed. */
function examineSyntax(folder: string, file: string, where: string, runtime: string | undefined): DoctorFinding[] {
  if (!file.endsWith('.js') || !/(^|[;}\s])(import|export)\s*[{*]|^export\s+\w/m.test(readText(folder, file)))
    return [];
  for (let place = dirname(file); ; place = dirname(place)) {
    const manifest = join(place, 'package.json');
    if (existsSync(join(folder, manifest))) {
      if (JSON.parse(readText(folder, manifest)).type === 'module') return [];
      break;
    }
    if (place === '.') break;
  }
  const found = 'an ES module, and no package.json of type module is deployed with it';
  const severity = problemUnless(runtime !== 'nodejs22.x');
  return [
    { severity: severity === 'ok' ? 'warning' : severity, what: 'module', where, found, expected: 'the name .mjs' },
  ];
}

function examineSize(folder: string, file: string, where: string): DoctorFinding {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const sizes = files.map((entry) => statSync(join(entry.parentPath, entry.name)).size);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const bundle = statSync(join(folder, file)).size;
  const found = `${inKb(bundle)}, ${inKb(total)} with all files deployed beside it`;
  if (total > LARGEST) return { severity: 'problem', what: 'size', where, found, expected: `${inKb(LARGEST)} in all` };
  return { severity: warningUnless(bundle <= LARGE), what: 'size', where, found, expected: `${inKb(LARGE)} at most` };
}

function examineStart(
  folder: string,
  file: string,
  name: string,
  where: string,
  env: Readonly<Record<string, string>>,
): DoctorFinding[] {
  const probed = probe(folder, file, name, env);
  if ('failure' in probed) {
    return [{ severity: 'problem', what: 'start', where, found: probed.failure, expected: 'a module that loads' }];
  }
  const { ms, type, parameters } = probed;
  const start = { what: 'start', where, found: `${Math.round(ms)} ms`, expected: `${SLOW} ms at most` };
  const started: DoctorFinding = { ...start, severity: ms >= START_LIMIT ? 'problem' : warningUnless(ms <= SLOW) };
  if (type !== 'function') {
    const found = `${name} is ${type}`;
    return [started, { severity: 'problem', what: 'handler', where, found, expected: 'an exported function' }];
  }
  const severity = problemUnless(parameters <= 2);
  const expected = '2 at most: nodejs24.x does not start other handlers';
  return [started, { severity, what: 'handler', where, found: `${parameters} parameters`, expected }];
}

function readVariables({ properties }: DeployedFunction): Record<string, string> {
  const variables = Object.entries(Object(Object(properties.Environment).Variables));
  return Object.fromEntries(variables.filter((one): one is [string, string] => typeof one[1] === 'string'));
}

function readText(folder: string, file: string): string {
  return readFileSync(join(folder, file), 'utf8');
}

function inKb(bytes: number): string {
  return `${(bytes / 1_000).toLocaleString('en', { maximumFractionDigits: 1 })} KB`;
}
