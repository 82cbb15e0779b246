import { spawnSync } from 'node:child_process';
import { awsTool, motoTool } from '../../../scripts/deploy/moto.ts';
import setUpRuntime from '../runtime/setup.ts';
import setUpSam from '../sam/setup.ts';
import { checkovTool } from './checkov.ts';

/** Installs the tools before a test's time limit begins. */
export default async function setup(): Promise<void> {
  setUpSam();
  motoTool();
  awsTool();
  checkovTool();
  await setUpRuntime();
  if (spawnSync('jq', ['--version']).error) {
    throw new Error(
      'The deployment tests run the commands of docs/deploy-lambda.md: found no jq, expected it on the PATH.',
    );
  }
}
