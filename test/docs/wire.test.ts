import { describe, expect, it } from 'vitest';
import * as failures from '../../src/shared/failures.ts';
import { readPage } from './page.ts';

const page = readPage('docs/wire.md');
const [, table = ''] = /## 5\.[^\n]*\n([\s\S]*?)\n## 6\./.exec(page) ?? [];
const rows = Array.from(table.matchAll(/^\| [^|]+ \| `(\w+)` \| (.+) \|$/gm), ([, code = '', message = '']) => ({
  code,
  message,
}));

describe('docs/wire.md', () => {
  const known = Object.values(failures).map((make) => (make as (...args: string[]) => object)('{type}', '{n}'));

  it('has the errors of the original', () => expect(rows.length).toBeGreaterThanOrEqual(16));

  it.each(rows)('has the message of $code as it goes on the wire: $message', ({ code, message }) => {
    const found = known.map((problem) => ({ ...problem }) as { code: string; message: string });
    const texts = found
      .filter((one) => one.code === code)
      .map((one) => one.message.replace('{type} bytes', '{n} bytes'));
    expect(texts).toContain(message);
  });
});
