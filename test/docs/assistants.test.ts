import { describe, expect, it } from 'vitest';
import { commandTools } from '../../src/cli/commands/mcp/tools.ts';
import { listCode, listRows, readPage } from './page.ts';

const page = readPage('docs/assistants.md');

describe('The page about assistants', () => {
  it('has settings in JSON that start the server', () => {
    const settings = listCode(page, 'json').map((code) => JSON.parse(code));
    expect(settings).toHaveLength(3);
    for (const { mcpServers, servers } of settings) {
      const { command, args } = Object(mcpServers ?? servers)['integrator-extension'];
      expect([command, ...args].join(' ')).toMatch(/^(npx integrator-extension|node .+\/dist\/cli\/main\.cjs) mcp/);
    }
  });

  it('lists each tool', () => {
    const names = listRows(page, '| tool | what it does |').map((cell) => cell.replaceAll('`', ''));
    expect(names.toSorted()).toEqual([...commandTools.map(({ name }) => name), 'docs'].toSorted());
  });
});
