import { type Finding, problemUnless, warningUnless } from './finding.ts';
import { type DeployedFunction, placeOf, type Template, textIn } from './template.ts';

const EXPECTED = 'nodejs24.x or nodejs22.x';

/** The Node that runs the functions of a template. */
export function examineRuntime(template: Template, fn: DeployedFunction): Finding[] {
  if (fn.properties.PackageType === 'Image') return [];
  const runtime = textIn(template, fn.properties.Runtime);
  const where = template.at(placeOf(template, fn, 'Runtime'));
  const severity = problemUnless(runtime === 'nodejs24.x' || runtime === 'nodejs22.x');
  const finding = { severity, what: 'runtime', where, found: runtime ?? 'none', expected: EXPECTED };
  return [finding, ...(severity === 'ok' ? examineDifference(String(runtime), where) : [])];
}

function examineDifference(runtime: string, where: string): Finding[] {
  const [here] = process.versions.node.split('.');
  if (runtime === `nodejs${here}.x`) return [];
  return [
    { severity: 'warning', what: 'runtime', where, found: runtime, expected: `nodejs${here}.x, as what you test with` },
  ];
}

/** The Node that runs this program. */
export function examineNode(version = process.versions.node): Finding[] {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isSupported = major >= 22;
  const runsTypeScript = major > 22 || (major === 22 && minor >= 18);
  const node = { what: 'node', where: process.execPath, found: version };
  return isSupported
    ? [{ ...node, severity: warningUnless(runsTypeScript), expected: '22.18 or later, which runs TypeScript as it is' }]
    : [{ ...node, severity: 'problem', expected: '22 or later' }];
}
