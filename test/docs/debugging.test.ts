import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { listCode, readPage } from './page.ts';

const page = readPage('docs/debugging.md');

it('docs/debugging.md starts the program that the package installs', () => {
  const program = `node_modules/integrator-extension-lambda/${manifest.bin['integrator-extension'].replace('./', '')}`;
  const [launch = '{}'] = listCode(page, 'json');
  const [call] = JSON.parse(launch).configurations;
  expect(call.program).toBe(`\${workspaceFolder}/${program}`);
  const commands = listCode(page, 'sh')
    .join('')
    .split('\n')
    .filter((line) => line.includes('main.cjs'));
  expect(commands.length).toBeGreaterThan(1);
  for (const line of commands) expect(line).toContain(program);
  expect(existsSync(new URL('../../src/cli/main.ts', import.meta.url))).toBe(true);
});
