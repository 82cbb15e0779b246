import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tryRun } from '../package/packed.ts';
import { flavours } from './flavours.ts';
import { copyProject } from './new-project.ts';

const CUSTOMERS = ['Ada Byron', 'Émile Zola', 'Mary Shelley'];

describe.each(flavours)('`npm start` in a new project: $language $kind $generation $target', (flavour) => {
  test('simulates its flow, prints the table and says where the page is', async () => {
    const folder = copyProject(flavour);
    const { code, stdout, stderr } = await tryRun(folder, 'npm', 'start');
    expect(code).toBe(0);
    expect(stdout).toMatch(/│ preMap +│ tidyOrders +│ +2 │ +6 │ +5 │ +1 │/);
    expect(stdout).toMatch(
      /^6 records in 2 pages: 4 imported, 1 ignored, 1 error; the run came to its end, in \d+ ms$/m,
    );
    const [, address = ''] = /the page is at (\S+)/.exec(stderr) ?? [];
    const page = readFileSync(new URL(address), 'utf8');
    expect(page).toBe(readFileSync(join(folder, 'report.html'), 'utf8'));
    expect(CUSTOMERS.filter((name) => !page.includes(name))).toEqual([]);
    if (flavour.kind === 'diy') return;
    // The life of the app follows.
    expect(stdout).toMatch(/│ connect +│ done/);
    expect(stdout).toMatch(/│ uninstall +│ done/);
    expect(stdout).toContain('0 broken rules; the life ran its whole script');
    expect(stderr).toContain('app-report.html');
    expect(readFileSync(join(folder, 'app-report.html'), 'utf8')).toContain('Export orders');
  });
});
