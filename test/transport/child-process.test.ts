import { expect, it, onTestFinished } from 'vitest';
import { openChildProcess } from '../../src/transport/child-process.ts';
import { createFolder } from '../cli/command-line.ts';

const { write } = createFolder();

it("what a module's own timers write to the console is reported, beside the lines of its calls", async () => {
  const path = write(
    'talks.mjs',
    "setInterval(() => console.log('tick'), 5); export const talk = () => { console.log('called'); return 1; };",
  );
  const said: string[] = [];
  const transport = await openChildProcess({ path, onConsole: (line) => said.push(line) });
  onTestFinished(transport.close);
  const call = { address: { function: 'talk', diy: true }, options: '{}', timeout: 60_000 } as const;
  expect(await transport.call(call)).toMatchObject({ response: '1' });
  expect(said).toContain('called');
  await expect.poll(() => said).toContain('tick');
});
