import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ScriptQueue } from '../../../src/simulator/scripts/script-queue.ts';
import type { ScriptCommand, ScriptEvent } from '../../../src/simulator/scripts/script-worker.ts';

interface FakeProcess {
  readonly sent: ScriptCommand[];
  readonly emit: (event: ScriptEvent) => void;
  readonly end: (ending: string) => void;
  isKilled: boolean;
}

const started = vi.hoisted(() => [] as FakeProcess[]);

vi.mock('../../../src/simulator/scripts/script-process.ts', () => ({
  startScriptProcess: async (_api: string, emit: FakeProcess['emit']) => {
    const { promise: ended, resolve: end } = Promise.withResolvers<string>();
    const fake: FakeProcess = { sent: [], emit, end, isKilled: false };
    started.push(fake);
    const kill = () => {
      fake.isKilled = true;
    };
    return { send: (command: ScriptCommand) => void fake.sent.push(command), kill, ended };
  },
}));

const script = { id: 's1', code: '', file: 's1.js', offset: 0, imports: [], debugUntil: 0 };
const batch = { script, function: 'f', reference: 'r', options: ['{}'], timeout: 1000 };
const answer = {
  type: 'outcomes',
  id: 1,
  outcomes: '[{"length":1}]',
  responses: '1',
  lines: '',
  isLast: true,
} as const;

async function open(
  onConsole?: (line: string, script: string) => void,
): Promise<{ queue: ScriptQueue; process: FakeProcess }> {
  const queue = new ScriptQueue('{}', { onConsole, signal: undefined });
  await queue.open();
  return { queue, process: started[0] as FakeProcess };
}

beforeEach(() => {
  started.length = 0;
});

describe('the queue of script calls', () => {
  it('loads a script once for each process', async () => {
    const { queue, process } = await open();
    const results = [queue.call(batch), queue.call(batch)];
    expect(process.sent.map(({ type }) => type)).toEqual(['load', 'call', 'call']);
    process.emit(answer);
    process.end('exit code 7');
    expect(await results[0]).toEqual([{ response: '1' }]);
    expect(await results[1]).toMatchObject([{ errors: [{ message: expect.stringContaining('exit code 7') }] }]);
    const later = queue.call(batch);
    await vi.waitFor(() => expect(started[1]?.sent.map(({ type }) => type)).toEqual(['load', 'call']));
    started[1]?.emit(answer);
    expect(await later).toEqual([{ response: '1' }]);
  });

  it('rejects later calls where the process ended between two, as module variables are lost', async () => {
    const { queue, process } = await open();
    process.end('SIGKILL');
    const failure = { code: 'process_ended', message: expect.stringContaining('the module variables of all scripts') };
    await vi.waitFor(() => expect(process.isKilled || started.length > 1).toBe(true));
    await expect(queue.call(batch)).rejects.toMatchObject(failure);
  });

  it('answers a call whose console lines nobody takes', async () => {
    const { queue, process } = await open();
    const call = queue.call(batch);
    process.emit({ ...answer, lines: '["said"]' });
    expect(await call).toEqual([{ response: '1' }]);
  });

  it('gives console lines in their order, those of an interrupted call too', async () => {
    const said: string[] = [];
    const { queue, process } = await open((line, id) => said.push(`${id}: ${line}`));
    const call = queue.call({ ...batch, options: ['{}', '{}'] });
    const outcomes = '[{"length":1},{"length":1,"lines":1}]';
    process.emit({ ...answer, outcomes, responses: '12', lines: '["of the second","of one that was interrupted"]' });
    expect(await call).toEqual([{ response: '1' }, { response: '2' }]);
    expect(said).toEqual(['s1: of the second', 's1: of one that was interrupted']);
  });

  it('takes no answer of a process that it has given up', async () => {
    const { queue, process } = await open();
    const first = queue.call(batch);
    process.emit({ type: 'failed', code: 'unexpected_error', message: 'broken', isMisuse: false });
    expect(await first).toMatchObject([{ errors: [{ code: 'unexpected_error' }] }]);
    expect(process.isKilled).toBe(true);
    const second = queue.call(batch);
    process.emit(answer);
    process.end('SIGKILL');
    await vi.waitFor(() => expect(started[1]?.sent).toHaveLength(2));
    started[1]?.emit({ ...answer, responses: '2' });
    expect(await second).toEqual([{ response: '2' }]);
  });
});
