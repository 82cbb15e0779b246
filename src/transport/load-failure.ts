import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { findImport } from './find-import.ts';

/** Starts the process that finds a syntax error. Taken at once: `check` forbids processes later. */
let runProcess = spawnSync;

/**
 * Takes the present function that starts processes. Called before one that refuses is put in its place: syntax errors
 * then still have their lines.
 */
export function keepProcessStart(): void {
  runProcess = spawnSync;
}

/**
 * Describes why a module cannot be loaded: Node's reason, its place, and what to write where Node does not say it.
 * @param url the file that was imported
 */
export function describeLoadFailure(thrown: unknown, url: string): string {
  const { code = '', message: found = String(thrown), name = 'Error', stack = '' } = Object(thrown);
  // CommonJS lists the whole way to a missing module, one line each; its first line names the file to change.
  const message = String(found).replace(/\nRequire stack:\n- ([^\n]*).*/s, ' required by $1');
  const isSyntax = thrown instanceof SyntaxError;
  const place = findPlace(stack) ?? findImport(message, url) ?? (isSyntax ? findSyntaxError(url) : undefined);
  const [, advice] =
    ADVICE.find(([about]) => about.test(`${code} ${message} in ${isSyntax && place ? readLine(place) : ''}`)) ?? [];
  return `${name}: ${message}${place ? ` (${place})` : ''}${advice ? `; ${advice}` : ''}`;
}

const ADVICE = [
  [
    /Cannot find (package|module) 'integrator-api'/,
    'it is there for hosted scripts only; on a stack, expected integrator-extension-lambda/platform-api',
  ],
  [/Cannot find package '[@~]\//, 'expected a relative path: Node does not read the `paths` of tsconfig.json'],
  // For a package, Node names the package.
  [/^ERR_MODULE_NOT_FOUND Cannot find module/, 'expected imports with their extension: ./orders.ts, not ./orders'],
  [/^ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX/, 'expected TypeScript whose types can be stripped'],
  [/^ERR_UNKNOWN_FILE_EXTENSION .*"\.ts"/, `expected Node 22.18 or later for TypeScript, found ${process.version}`],
  [
    /^ERR_IMPORT_ATTRIBUTE_MISSING/,
    'expected its import with { type: "json" }: import s from "./s.json" with { type: "json" }',
  ],
  [/ in .*\bassert\s*\{/s, 'expected `with { type: "json" }`: Node 22 and later know no `assert`'],
  [/ in \s*@\w/, 'expected no decorators, which Node does not know: build the module first, and name the built file'],
  [/\.[cm]?ts' does not provide an export named/, 'expected `import type`, or `import { type … }`, if that is a type'],
] as const;

/** A place that a source map leads to is a path. */
const PLACE = /(file:\/\/\S+?:\d+)(?=[:)\s])|(?<=[( ])(\/[^\s():]+):(\d+)(?=[:)])/g;

/** Finds the innermost place of a stack: of the author's own files, unless there are only libraries. */
function findPlace(stack: string): string | undefined {
  const places = Array.from(
    stack.matchAll(PLACE),
    ([, place, path = '', line]) => place ?? `${pathToFileURL(path).href}:${line}`,
  );
  return places.find((place) => !place.includes('/node_modules/')) ?? places[0];
}

/**
 * Finds the place of a syntax error. Node shows it only where the error ends a process: the import is repeated in one.
 * Modules with syntax errors do not run.
 */
function findSyntaxError(url: string): string | undefined {
  const code = 'await import(process.argv[1])';
  const { stderr } = runProcess(process.execPath, ['--input-type=module', '-e', code, url], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: 10_000,
  });
  const [, path, line] = /^(?:file:\/\/)?(\/.*):(\d+)$/m.exec(stderr) ?? [];
  return path && `${pathToFileURL(decodeURI(path)).href}:${line}`;
}

/** Reads the line at a place that Node has named: `file:///app/orders.mjs:3`. */
function readLine(place: string): string {
  const at = place.lastIndexOf(':');
  const lines = readFileSync(fileURLToPath(place.slice(0, at)), 'utf8').split('\n');
  return String(lines[Number(place.slice(at + 1)) - 1]);
}
