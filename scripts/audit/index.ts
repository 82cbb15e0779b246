/**
 * Asks the registry which locked packages have known vulnerabilities. Exits with 1 if there are some, and with 2 if the
 * registry did not answer.
 */
import { spawnSync } from 'node:child_process';
import { readVerdict } from './verdict.ts';

const { stdout } = spawnSync('npm', ['audit', '--json', ...process.argv.slice(2)], { encoding: 'utf8' });
const { code, text } = readVerdict(stdout);
console.log(text);
process.exitCode = code;
