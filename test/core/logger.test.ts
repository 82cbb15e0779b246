import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createConsoleLogger, type Level, type Logger, writeLine } from '../../src/core/logger.ts';
import { createMemory } from './lines.ts';

const levels: Level[] = ['debug', 'info', 'warn', 'error'];
const createSpyLogger = (level: Level) => vi.spyOn(console, level).mockImplementation(() => {});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

describe('the default logger', () => {
  it.each(levels)('writes %s as one line of JSON', (level) => {
    vi.stubEnv('AWS_LAMBDA_LOG_FORMAT', 'Text');
    const write = createSpyLogger(level);
    createConsoleLogger()[level]({ message: 'stored', rows: [1, { a: 'é' }] });
    expect(write).toHaveBeenCalledTimes(1);
    const [line] = write.mock.calls[0] as [string];
    expect(JSON.parse(line)).toEqual({ level, message: 'stored', rows: [1, { a: 'é' }] });
  });

  it.each(levels)('gives %s to the console as an object if the runtime writes JSON', (level) => {
    vi.stubEnv('AWS_LAMBDA_LOG_FORMAT', 'JSON');
    const write = createSpyLogger(level);
    const line = { message: 'stored', rows: [1] };
    createConsoleLogger()[level](line);
    expect(write.mock.calls).toEqual([[line]]);
  });

  it('lets no text forge a line or a level', () => {
    const write = createSpyLogger('info');
    createConsoleLogger().info({ message: 'a\n{"level":"error","message":"forged"}\r\n', level: 'error' });
    const [line] = write.mock.calls[0] as [string];
    expect(line).not.toMatch(/[\r\n]/);
    expect(JSON.parse(line).level).toBe('info');
  });
});

describe('a line', () => {
  it('has its message first, then its fields', () => {
    const { logger, lines } = createMemory();
    writeLine(logger, 'warn', 'late answer ignored', () => ({ ms: 1 }));
    expect(lines).toEqual([{ level: 'warn', message: 'late answer ignored', ms: 1 }]);
    expect(Object.keys(lines[0] as object)).toEqual(['level', 'message', 'ms']);
  });

  const failing = () => {
    throw new Error('disk full');
  };
  it.each<[string, unknown, () => object]>([
    ['a logger that throws', { info: failing }, () => ({})],
    ['a logger that fails later', { info: async () => failing() }, () => ({})],
    ['a logger without that level', {}, () => ({})],
    ['a logger that is null', null, () => ({})],
    ['a field that cannot be read', { info: () => {} }, failing],
  ])('lost to %s is reported, without its message', async (_, logger, fields) => {
    const report = createSpyLogger('error');
    writeLine(logger as Logger, 'info', 'the token is hunter2', fields);
    await setImmediate();
    expect(report).toHaveBeenCalledTimes(1);
    const [line] = report.mock.calls[0] as [string];
    expect(JSON.parse(line)).toEqual({ level: 'error', message: 'log line lost', why: expect.stringMatching(/Error/) });
  });

  it.each([undefined, true, {}])("is not reported lost for its logger's return value: %j", (returned) => {
    const report = createSpyLogger('error');
    writeLine({ info: () => returned } as never, 'info', 'stored', () => ({}));
    expect(report).not.toHaveBeenCalled();
  });

  it('may be lost if the report is lost too', async () => {
    const stray: unknown[] = [];
    const keep = (thrown: unknown) => void stray.push(thrown);
    process.on('unhandledRejection', keep);
    vi.spyOn(console, 'error').mockImplementation(failing);
    writeLine({ info: failing } as never, 'info', 'stored', () => ({}));
    await setImmediate();
    await setImmediate();
    process.off('unhandledRejection', keep);
    expect(stray).toEqual([]);
  });
});
