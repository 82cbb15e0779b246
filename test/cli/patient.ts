import { afterEach, beforeEach, vi } from 'vitest';
import type { DoctorFinding } from '../../src/cli/commands/doctor/finding.ts';
import { createFolder, runHere } from './command-line.ts';

export const HANDLER = 'export const handler = async (event, context) => event;';

/** A template of one function. */
export const serverless = (properties: string, more = '') => `
Globals:
  Function:
    Runtime: nodejs24.x
    Handler: index.handler
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
${properties.replaceAll(/^/gm, '      ')}
${more}`;

/** A folder for the doctor to examine. */
export function createPatient(files: Readonly<Record<string, string>>) {
  const { folder, write } = createFolder(files);
  beforeEach(() => void vi.spyOn(process, 'cwd').mockReturnValue(folder));
  afterEach(() => vi.restoreAllMocks());

  /** The findings of a template, without the one about this Node. */
  const examine = async (template: string) => {
    write('template.yaml', template);
    const { code, out, err } = await runHere(['doctor', folder, '--json']);
    const findings: DoctorFinding[] = JSON.parse(out).findings;
    const found = findings.filter(({ what }) => what !== 'node');
    return { code, err, found, wrong: found.filter(({ severity }) => severity !== 'ok') };
  };
  return { folder, write, examine };
}
