import { type DoctorFinding, problemUnless, warningUnless } from './finding.ts';
import { type DeployedFunction, formatPosition, type Template, textIn } from './template.ts';

const SUPPORTED = ['nodejs24.x', 'nodejs22.x'];

/** Examines the Node version of a template's functions. */
export function examineRuntime(template: Template, fn: DeployedFunction): DoctorFinding[] {
  if (fn.properties.PackageType === 'Image') return [];
  const found = textIn(template, fn.properties.Runtime) ?? 'none';
  const runtime = { what: 'runtime', where: template.at(formatPosition(template, fn, 'Runtime')), found };
  const severity = problemUnless(SUPPORTED.includes(found));
  const findings: DoctorFinding[] = [{ ...runtime, severity, expected: SUPPORTED.join(' or ') }];
  const here = `nodejs${process.versions.node.split('.')[0]}.x`;
  if (severity === 'problem' || found === here || !SUPPORTED.includes(here)) return findings;
  return [...findings, { ...runtime, severity: 'warning', expected: `${here}, as in your tests` }];
}

/** Examines the Node version of this program. */
export function examineNode(version = process.versions.node): DoctorFinding[] {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isSupported = major >= 22;
  const runsTypeScript = major > 22 || (major === 22 && minor >= 18);
  const node = { what: 'node', where: process.execPath, found: version };
  return isSupported
    ? [{ ...node, severity: warningUnless(runsTypeScript), expected: '22.18 or later, which runs TypeScript as it is' }]
    : [{ ...node, severity: 'problem', expected: '22 or later' }];
}
