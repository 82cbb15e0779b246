import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pythonTool } from '../../../scripts/python-tools.ts';

/** One result of a check. */
export interface Checked {
  readonly check_id: string;
  readonly resource: string;
}

/** What checkov says of a template. Skipped checks are those that the template's metadata accepts. */
export interface Report {
  readonly passed: readonly Checked[];
  readonly failed: readonly Checked[];
  readonly skipped: readonly (Checked & { readonly check_result: { readonly suppress_comment: string } })[];
}

/** Installs checkov and returns its `bin` folder. */
export const checkovTool = (): string => pythonTool('checkov', ['checkov==3.3.30']);

/** Runs checkov's checks of CloudFormation on a file, without its service. */
export function runCheckov(file: string): Report {
  const args = ['--file', file, '--framework', 'cloudformation', '--skip-download', '--output', 'json', '--compact'];
  const { stdout, stderr } = spawnSync(join(checkovTool(), 'checkov'), args, {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: join(file, '..') },
    maxBuffer: 64 * 1024 * 1024,
  });
  if (!stdout.startsWith('{')) throw new Error(`checkov: expected a report in JSON, found ${stdout}${stderr}`);
  const { passed_checks: passed, failed_checks: failed, skipped_checks: skipped } = JSON.parse(stdout).results;
  return { passed, failed, skipped };
}
