import { expect, it, onTestFinished } from 'vitest';
import { captureOutput } from '../../src/transport/capture.ts';

it('captures what is written to a stream as bytes, and tells its writer', async () => {
  const written: string[] = [];
  onTestFinished(captureOutput((text) => written.push(text)));
  await new Promise<void>((done) => process.stdout.write(Buffer.from('as bytes'), () => done()));
  process.stderr.write('as text');
  expect(written).toEqual(['as bytes', 'as text']);
});
