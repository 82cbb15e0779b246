import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { readText } from '../../../shared/read-text.ts';
import { CliError } from '../../cli-error.ts';
import { paint } from '../../colors.ts';
import type { CommandIo, RunCommand } from '../../command.ts';
import { demandReadable } from '../../demand-readable.ts';
import { examineBundle } from './bundle.ts';
import { type DoctorFinding, relativePath } from './finding.ts';
import { examinePolicies } from './policies.ts';
import { examineNode, examineRuntime } from './runtimes.ts';
import { FUNCTION_TYPES, functionsIn, readTemplate, type Template } from './template.ts';

/** `doctor [dir]`: finds what would fail, or be a security hole, once deployed. */
export const run: RunCommand = async ([given = '.'], { template }, io) => {
  const directory = resolve(given);
  demandFolder(given, template === undefined ? '; --template names a template' : '');
  const findings = [...examineNode(), ...withoutRepeats(examineDeployed(directory, template as string | undefined))];
  if (io.json) io.out(JSON.stringify({ findings }));
  else for (const finding of findings) io.out(formatLine(finding, io));
  const problems = findings.filter(({ severity }) => severity === 'problem').length;
  if (problems === 0) return 0;
  io.err(
    `problems_found  ${problems} of ${findings.length} findings ${problems === 1 ? 'is a problem' : 'are problems'}`,
  );
  return 1;
};

/** @throws CliError for a path that is no folder */
function demandFolder(path: string, more: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) return;
  const message = `${path}: found ${found ? 'a file' : 'nothing'}, expected a folder${found ? more : ''}`;
  throw new CliError('no_folder', message, 2);
}

/** Where SAM looks for a template. */
const TEMPLATES = ['template.yaml', 'template.yml', 'template.json'];

function examineDeployed(directory: string, given: string | undefined): DoctorFinding[] {
  const paths = (given === undefined ? TEMPLATES : [given]).map((name) => resolve(directory, name));
  const path = paths.find((one) => existsSync(one)) ?? (paths[0] as string);
  // Nothing that is deployed would be examined, which is no success.
  const problem = { severity: 'problem', what: 'template', where: relativePath(path) } as const;
  if (given === undefined && !existsSync(path))
    return [{ ...problem, found: 'nothing', expected: 'a template of SAM, or --template' }];
  const template = readOrFail(path, given === undefined ? '' : '--template: ');
  const functions = functionsIn(template);
  if (functions.length === 0)
    return [{ ...problem, found: 'no function', expected: `a resource of type ${FUNCTION_TYPES.join(' or ')}` }];
  return [
    ...functions.flatMap((fn) => examineRuntime(template, fn)),
    ...examinePolicies(template),
    ...functions.flatMap((fn) => examineBundle(template, fn, directory)),
  ];
}

/** Facts about all functions are found once for each. */
function withoutRepeats(findings: readonly DoctorFinding[]): DoctorFinding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}

function readOrFail(path: string, option: string): Template {
  const where = relativePath(path);
  try {
    const text = demandReadable(option + where, () => readText(path));
    return readTemplate(where, text);
  } catch (thrown) {
    if (thrown instanceof CliError) throw thrown;
    throw new CliError('template_unreadable', (thrown as Error).message, 2);
  }
}

const COLOURS = { problem: 'red', warning: 'yellow', ok: 'green' } as const;

function formatLine({ severity, what, where, found, expected }: DoctorFinding, io: CommandIo): string {
  const mark = paint(io, COLOURS[severity], severity.padEnd(7));
  return `${mark}  ${what.padEnd(8)}  ${where}: found ${found}${severity === 'ok' ? '' : `, expected ${expected}`}`;
}
