import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { listRows, readPage } from './page.ts';

const page = readPage('docs/deploy-lambda.md');
const { Parameters, Outputs } = parse(readPage('template.yaml'), { logLevel: 'silent' });

it('docs/deploy-lambda.md explains the parameters of the template, with their defaults', () => {
  const names = listRows(page, '| parameter | default | meaning |').map((cell) => cell.replaceAll('`', ''));
  const aboutUrls = /Url|SystemToken|Concurren/;
  expect(names.sort()).toEqual(
    Object.keys(Parameters)
      .filter((name) => !aboutUrls.test(name))
      .sort(),
  );
  for (const name of names) {
    const initial = String(Parameters[name].Default || 'none');
    expect(page).toMatch(new RegExp(`\\| \`${name}\` \\| ${initial.replaceAll('/', '\\/')} \\|`));
  }
});

it('docs/deploy-lambda.md reads outputs that the template has', () => {
  const read = Array.from(page.matchAll(/output (\w+)/g), ([, name = '']) => name).filter((name) =>
    /^[A-Z]/.test(name),
  );
  expect(read.length).toBeGreaterThan(2);
  expect(read.filter((name) => !(name in Outputs))).toEqual([]);
});
