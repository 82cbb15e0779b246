import { expect, it } from 'vitest';
import { compile } from '../../compile.ts';
import { listCode, readPage } from '../../docs/page.ts';

const SCOPE = `
  interface Order { id: number; sku: string; cancelled?: boolean }
  declare function fetchOrders(after: number, size: number): Promise<Order[]>;`;

it('The examples of docs/writing-functions.md compile', () => {
  const examples = listCode(readPage('docs/writing-functions.md'), 'ts').filter(
    (code) => !code.includes('./orders/index.ts'),
  );
  expect(examples.length).toBeGreaterThan(5);
  const pieces = examples.map((code, index) => {
    const start = code.startsWith('import') ? '' : "import { define } from 'integrator-extension-lambda';\n";
    const scope = code.includes('interface Order {') ? '' : SCOPE;
    return { name: `writing-${index}`, code: `${start}${code}${scope}\nexport {};` };
  });
  expect(compile(pieces)).toEqual([]);
});
