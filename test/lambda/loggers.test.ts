import { Writable } from 'node:stream';
import { Logger as PowertoolsLogger } from '@aws-lambda-powertools/logger';
import { type Callback, createHandler, type Logger } from 'integrator-extension-lambda';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepStreams } from '../lines.ts';
import { createContext, invoke } from './context.ts';

const SECRET = 'sesame-open-9';

const diy = {
  count: () => 2,
  fail: ({ bearerToken }: { bearerToken: string }) => {
    throw new Error(`401 for ${bearerToken}`);
  },
  twice: (_: unknown, callback: Callback<number>) => {
    callback(null, 1);
    callback(null, 2);
  },
};

/** Calls each function once. */
async function callAll(logger?: Logger) {
  const handler = createHandler(logger ? { diy, logger } : { diy });
  for (const name of Object.keys(diy))
    await invoke(handler, { bearerToken: SECRET }, createContext({ clientContext: { diy: true, function: name } }));
}

const expected = [
  { message: 'call answered', function: 'count', coldStart: true },
  { message: 'call failed', function: 'fail', problems: [{ message: '401 for [redacted]', code: 'Error' }] },
  { message: 'late answer ignored', function: 'twice' },
  { message: 'call answered', function: 'twice', coldStart: false },
];

describe('a logger of the user’s', () => {
  it('may be pino', async () => {
    const lines: Record<string, unknown>[] = [];
    const sink = new Writable({
      write(chunk, _, done) {
        lines.push(JSON.parse(chunk));
        done();
      },
    });
    await callAll(pino({ base: null }, sink));
    expect(lines).toMatchObject(
      expected.map(({ message, ...fields }) => expect.objectContaining({ message, ...fields })),
    );
    expect(lines.map(({ level }) => level)).toEqual([30, 50, 40, 30]);
  });

  it("may be Powertools' Logger", async () => {
    const lines = keepStreams();
    await callAll(new PowertoolsLogger({ serviceName: 'shop' }));
    expect(lines).toMatchObject(expected);
    expect(lines.map(({ level }) => level)).toEqual(['INFO', 'ERROR', 'WARN', 'INFO']);
  });

  it('never fails a call, even if it throws', async () => {
    const complained = vi.spyOn(console, 'error').mockImplementation(() => {});
    const broken = () => {
      throw new Error('disk full');
    };
    const handler = createHandler({ diy, logger: { debug: broken, info: broken, warn: broken, error: broken } });
    const context = createContext({ clientContext: { diy: true, function: 'count' } });
    expect(await invoke(handler, {}, context)).toEqual({ response: 2 });
    expect(String(complained.mock.calls[0]?.[0])).toContain('disk full');
    complained.mockRestore();
  });
});

describe('the default logger', () => {
  const levels = ['info', 'error', 'warn', 'info'] as const;
  let written: [string, unknown][] = [];

  beforeEach(() => {
    written = [];
    for (const level of ['debug', 'info', 'warn', 'error'] as const)
      vi.spyOn(console, level).mockImplementation((line) => void written.push([level, line]));
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });

  it('writes each line as a line of JSON', async () => {
    vi.stubEnv('AWS_LAMBDA_LOG_FORMAT', 'Text');
    await callAll();
    expect(written.map(([level]) => level)).toEqual(levels);
    expect(written.map(([, line]) => JSON.parse(String(line)))).toMatchObject(
      expected.map((line, at) => ({ ...line, level: levels[at] })),
    );
  });

  it('passes objects if the runtime writes JSON', async () => {
    vi.stubEnv('AWS_LAMBDA_LOG_FORMAT', 'JSON');
    await callAll();
    expect(written.map(([, line]) => line)).toMatchObject(expected);
  });

  it('never shows a secret', async () => {
    await callAll();
    expect(JSON.stringify(written)).toContain('[redacted]');
    expect(JSON.stringify(written)).not.toContain(SECRET);
  });
});
