import { describe, expect, it } from 'vitest';
import { begin, options, TOKEN, WHO } from './call-log-call.ts';

describe('the function’s own logger', () => {
  it.each(['debug', 'info', 'warn', 'error'] as const)('writes %s with the call’s ids', (level) => {
    const { callLog, lines } = begin();
    callLog.log[level]('stored', { rows: 3 });
    expect(lines).toEqual([{ level, message: 'stored', ...WHO, rows: 3 }]);
  });

  it('works without its object', () => {
    const { callLog, lines } = begin();
    const { info } = callLog.log;
    info('stored');
    expect(lines[0]).toMatchObject({ message: 'stored' });
  });

  it('redacts secrets, by name and by value', () => {
    const { callLog, lines } = begin();
    callLog.log.info(`token ${TOKEN}`, {
      request: { headers: { authorization: 'Bearer x' }, url: `/?t=${TOKEN}` },
      options,
    });
    expect(lines[0]).toMatchObject({
      message: 'token [redacted]',
      request: { headers: { authorization: '[redacted]' }, url: '/?t=[redacted]' },
      options: { bearerToken: '[redacted]', connection: { encrypted: '[redacted]', unencrypted: { host: 'h' } } },
    });
  });

  it('lets no field replace the message or an id', () => {
    const { callLog, lines } = begin();
    callLog.log.info('an order', { message: 'gift', function: 'other', _flowId: 'other', status: 'open' });
    expect(lines).toEqual([{ level: 'info', message: 'an order', ...WHO, status: 'open' }]);
  });

  it.each<[unknown, string]>([
    [new Error('no'), 'Error: no'],
    [42, '42'],
    [undefined, 'undefined'],
    [Symbol('s'), 'Symbol(s)'],
  ])('makes a text of any message: %s', (message, text) => {
    const { callLog, lines } = begin();
    callLog.log.info(message as string);
    expect(lines[0]?.message).toBe(text);
  });
});
