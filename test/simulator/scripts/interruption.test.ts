import { describe, expect, it } from 'vitest';
import { readOutcomes } from '../../../src/simulator/scripts/read-outcomes.ts';
import { ScriptContext, SLICE } from '../../../src/simulator/scripts/script-context.ts';
import { compile, openInContext } from './run-script.ts';

describe('a context', () => {
  const run = (content: string, batch: { options: string; timeout: number }) => {
    const context = new ScriptContext({ ...compile(content), file: 'orders.js', debugUntil: 0 }, '{}');
    return [...context.run({ function: 'f', ...batch })];
  };

  it('has nothing of Node, and no shared memory', () => {
    const names =
      'process Buffer setTimeout setImmediate queueMicrotask fetch URL module exports structuredClone WebAssembly SharedArrayBuffer Atomics';
    const script = openInContext(`function f () { return [${names.split(' ').map((name) => `typeof ${name}`)}] }`);
    expect(script.call('f', {}).results).toEqual([
      { response: JSON.stringify(names.split(' ').map(() => 'undefined')) },
    ]);
  });

  it('interrupts a call that is too long, and keeps its module variables', () => {
    const content = 'let n = 0\nfunction f (o) { n += 1; console.log(n); while (o.blocks) {} return n }';
    const slices = run(content, { options: '[{},{"blocks":true},{}]', timeout: 50 });
    expect(slices.flatMap(readOutcomes)).toEqual([
      { response: '1' },
      { errors: [{ code: 'function_timeout', message: "The function f didn't answer within the 50 ms it had." }] },
      { response: '3' },
    ]);
    expect(slices.flatMap(({ lines }) => (lines ? JSON.parse(lines) : []))).toEqual(['log: 1', 'log: 2', 'log: 3']);
    expect(slices.map(({ isLast }) => isLast)).toEqual([false, true]);
  });

  it('interrupts statements at the top, and promises without end', () => {
    const message = expect.stringContaining("didn't answer within");
    const endless = 'function f () { const again = () => Promise.resolve().then(again); again() }';
    for (const content of ['while (true) {}\nfunction f () {}', endless]) {
      const results = run(content, { options: '[{}]', timeout: 20 }).flatMap(readOutcomes);
      expect(results).toContainEqual({ errors: [{ code: 'function_timeout', message }] });
    }
  });

  it('hands its outcomes over slice by slice', () => {
    const slow = `function f () { const until = Date.now() + ${SLICE}; while (Date.now() < until); return 1 }`;
    const slices = run(slow, { options: '[1,2,3]', timeout: 5000 });
    expect(slices).toHaveLength(3);
    expect(slices.flatMap(readOutcomes)).toEqual(Array(3).fill({ response: '1' }));
  });

  it('throws where a script has broken the language for it', () => {
    const breaks = 'Set.prototype.clear = () => { throw new Error("broken") }\nfunction f () {}';
    const context = new ScriptContext({ ...compile(breaks), file: 'orders.js', debugUntil: 0 }, '{}');
    const batch = { function: 'f', options: '[{}]', timeout: 1000 };
    expect([...context.run(batch)]).toHaveLength(1);
    expect(() => [...context.run(batch)]).toThrow('broken');
  });
});
