/**
 * The checks of a release: each looks at the working tree and returns what keeps it from being published, a sentence
 * each.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import semver from 'semver';

/** One check, with what it found. */
export interface ReleaseCheck {
  readonly name: string;
  readonly problems: readonly string[];
}

interface Manifest {
  readonly version: string;
  readonly bin?: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly repository?: unknown;
}

/** Files that nobody needs who installs the package, and that may hold what is private. */
const PRIVATE = /^(src|test|scripts|bench|handlers|coverage|\.)|(^|\/)(\.env|\.npmrc)|\.(sqlite|tgz|log)$/;

/** Files that are published whatever `files` says, or that the README promises. */
const PROMISED = ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md', 'SECURITY.md', 'THIRD-PARTY-NOTICES.txt'];

/** Runs every check of a release on the working tree in a folder. */
export function findProblems(root: string, version: string): readonly ReleaseCheck[] {
  const manifest: Manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return [
    { name: 'version', problems: checkVersion(root, version, manifest) },
    { name: 'changelog', problems: checkChangelog(root, version) },
    { name: 'clean tree', problems: checkTree(root) },
    { name: 'packed contents', problems: checkContents(root, manifest) },
  ];
}

/** Whether the place of its build can be attested: npm compares the repository with that of the workflow. */
export function canAttest(root: string): boolean {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).repository !== undefined;
}

function checkVersion(root: string, version: string, manifest: Manifest): string[] {
  if (semver.valid(version) !== version) return [`found ${version}, expected a version such as 1.2.3 or 1.2.3-rc.1`];
  const problems: string[] = [];
  if (manifest.version !== version) {
    problems.push(`package.json: found version ${manifest.version}, expected ${version}`);
  }
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  if (lock.version !== version) {
    problems.push(`package-lock.json: found version ${lock.version}, expected ${version}; run npm install`);
  }
  // The workflow of a pushed tag checks the release again.
  const here = git(root, 'tag', '--points-at', 'HEAD').split('\n');
  const tags = git(root, 'tag', '--list', 'v*').split('\n');
  const released = tags
    .filter((tag) => tag !== `v${version}` || !here.includes(tag))
    .flatMap((tag) => semver.valid(tag.slice(1)) ?? []);
  const newest = semver.rsort(released)[0];
  if (newest && !semver.gt(version, newest)) {
    problems.push(`found ${version}, expected a version above ${newest}, which has the tag v${newest}`);
  }
  return problems;
}

function checkChangelog(root: string, version: string): string[] {
  const sections = readFileSync(join(root, 'CHANGELOG.md'), 'utf8').split(/^## /m).slice(1);
  const section = sections.find((one) => one.startsWith(`[${version}]`));
  const heading = `## [${version}] - YYYY-MM-DD`;
  if (!section) {
    const unreleased = sections.findIndex((one) => one.startsWith('[Unreleased]'));
    const advice = unreleased < 0 ? '' : '; the changes stand under [Unreleased]';
    return [`CHANGELOG.md: found no section of ${version}, expected "${heading}"${advice}`];
  }
  const [first = '', ...lines] = section.split('\n');
  const problems: string[] = [];
  if (!/\] - \d{4}-\d\d-\d\d$/.test(first)) problems.push(`CHANGELOG.md: found "## ${first}", expected "${heading}"`);
  if (!lines.some((line) => line.startsWith('- '))) {
    problems.push(`CHANGELOG.md: found no change in the section of ${version}, expected a list`);
  }
  return problems;
}

function checkTree(root: string): string[] {
  const changed = git(root, 'status', '--porcelain').split('\n').filter(Boolean);
  return changed.map((line) => `found a change that is not committed: ${line.trim()}`);
}

function checkContents(root: string, { bin = {}, exports }: Manifest): string[] {
  const targets = Object.values(exports).flatMap((one) => (typeof one === 'string' ? [one] : Object.values(one)));
  const needed = [...Object.values(bin), ...targets].map((path) => path.replace(/^\.\//, ''));
  const missing = [...new Set(needed)].filter((path) => !existsSync(join(root, path)));
  if (missing.length > 0) return missing.map((path) => `found no ${path}, which package.json names; run npm run build`);
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const [packed] = JSON.parse(
    execFileSync('npm', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  );
  const files: readonly string[] = packed.files.map(({ path }: { path: string }) => path);
  return [
    ...[...PROMISED, ...needed]
      .filter((path) => !files.includes(path))
      .map((path) => `${path} is not packed: name it in the files of package.json`),
    ...files.filter((path) => PRIVATE.test(path)).map((path) => `${path} is packed, and must not be`),
  ];
}

function git(root: string, ...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trimEnd();
}
