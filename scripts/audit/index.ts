/**
 * Asks the registry which locked packages have known vulnerabilities. Exit code 1 where there are some; 2 where it could
 * not be asked, which says nothing of them.
 */
import { spawnSync } from 'node:child_process';
import { readVerdict } from './verdict.ts';

const { stdout } = spawnSync('npm', ['audit', '--json', ...process.argv.slice(2)], { encoding: 'utf8' });
const { code, text } = readVerdict(stdout);
console.log(text);
process.exitCode = code;
