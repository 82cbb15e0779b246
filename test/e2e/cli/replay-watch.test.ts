import { expect, it } from 'vitest';
import { createFolder, runBuilt } from '../../cli/command-line.ts';
import { watchCommand } from './watching.ts';

const price = (rate: number) => `
  import { rateOf } from './rate.js';
  export const price = ({ data }) => data.map(({ id }) => ({ id, price: rateOf(${rate}) }));`;

const { folder, write } = createFolder({
  'package.json': '{"type":"module"}',
  'src/index.js': price(2),
  'src/rate.js': 'export const rateOf = (rate) => rate * 10;',
});

it('replay --watch replays again when the module or its imports change, and ends with the last code', async () => {
  const options = '{"data":[{"id":1}]}';
  const recorded = await runBuilt(['invoke', 'src/index.js', 'price', '--options', options, '--record'], {
    cwd: folder,
  });
  expect(recorded.code).toBe(0);

  const { until, said, stop } = watchCommand(folder, 'replay');
  await until(/1 recording: 1 equal\n/);
  await until(/waiting for changes; Ctrl-C ends/);
  write('src/index.js', price(3));
  await until(/response\[0\]\.price: recorded 20, now 30\n/);
  write('src/index.js', 'export const price = (');
  await until(/^module_failed {2}.*\n.*src\/index\.js:1:22: ERROR: Unexpected end of file/m);
  expect(said()).not.toContain('unexpected_error');
  write('src/index.js', price(2));
  await until(/now 30.*1 recording: 1 equal\n/s);
  write('src/rate.js', 'export const rateOf = (rate) => rate + 5;');
  await until(/response\[0\]\.price: recorded 20, now 7\n/);
  expect(await stop()).toBe(1);
});
