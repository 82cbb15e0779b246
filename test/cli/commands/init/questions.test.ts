import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { ask } from '../../../../src/cli/commands/init/questions.ts';

/** A person who types all lines ahead, and may then leave. */
function desk(lines: string, leaves = false) {
  const [input, output] = [new PassThrough(), new PassThrough()];
  input.write(lines);
  if (leaves) input.end();
  return { input, output, shown: () => String(output.read()) };
}

describe('ask', () => {
  it('asks for each open choice, and for no other', async () => {
    const terminal = desk('js\nconnector\n');
    expect(await ask(['language', 'kind'], terminal)).toEqual({ language: 'js', kind: 'connector' });
    expect(terminal.shown()).toBe(
      'Language: TypeScript (ts) or JavaScript (js)? [ts] ' +
        'For your own integrations (diy), or for an integration app that you publish (connector)? [diy] ',
    );
  });

  it('asks nothing without open choices', async () => {
    expect(await ask([], desk(''))).toEqual({});
  });

  it('takes an empty line for the default, and any case and spaces', async () => {
    expect(await ask(['language', 'kind', 'generation'], desk('\n DIY \n\n'))).toEqual({
      language: 'ts',
      kind: 'diy',
      generation: '2.0',
    });
  });

  it('asks again after an answer that is no choice', async () => {
    const terminal = desk('3.0\n1\n1.0\n');
    expect(await ask(['generation'], terminal)).toEqual({ generation: '1.0' });
    expect(terminal.shown().match(/Please answer 2\.0 or 1\.0\. \[2\.0\] /g)).toHaveLength(2);
  });

  it('resolves to nothing if the person leaves', async () => {
    expect(await ask(['language', 'kind'], desk('js\n', true))).toBeUndefined();
  });
});
