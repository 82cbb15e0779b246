import { once } from 'node:events';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createRefusal, readWire, toRequest } from '../exchange.ts';
import { answered, authorization, call, formatCall, open } from './serving.ts';
import { formatRequest, openConnection } from './socket.ts';

describe('The body of a request to a server', () => {
  it('answers a body that begins with a byte order mark', async () => {
    const { url } = await open();
    const body = `\ufeff${JSON.stringify(call)}`;
    expect(await readWire(fetch(`${url}/function`, { ...toRequest(call), body }))).toEqual(answered);
  });

  it('answers a body that comes in chunks, and after a 100 Continue', async () => {
    const { port } = await open();
    const [head = '', body = ''] = formatCall(call, { expect: '100-continue' }).split(/(?<=\r\n\r\n)/);
    const connection = await openConnection(port, head);
    await connection.waitFor(/^HTTP\/1\.1 100 Continue\r\n\r\n/);
    connection.socket.write(body.slice(0, 9), 'latin1');
    connection.socket.write(body.slice(9), 'latin1');
    await connection.waitFor(/HTTP\/1\.1 200 OK\r\n/);
  });

  it('answers a body that comes in thousands of chunks', async () => {
    const { port } = await open();
    const text = 'x'.repeat(3000);
    const pieces = [...JSON.stringify({ ...call, options: { text } })].map((piece) => `1\r\n${piece}\r\n`);
    const own = { authorization, 'content-type': 'application/json', 'transfer-encoding': 'chunked' };
    const connection = await openConnection(
      port,
      formatRequest('POST', '/function', own, `${pieces.join('')}0\r\n\r\n`),
    );
    expect(await connection.waitFor(/\}$/)).toMatch(new RegExp(`200 OK[^]*\\{"text":"${text}"\\}$`));
  });

  it('refuses a body that is too large, and its sender can read that before the connection closes', async () => {
    const { port, ask } = await open({ bodyLimit: 1000 });
    const large = createRefusal(413, 'request_size_exceeded', 'request body exceeded limit of 1000 bytes.');
    expect(await ask({ ...call, more: 'x'.repeat(1000) })).toEqual(large);
    const more = 'x'.repeat(1000 - Buffer.byteLength(JSON.stringify({ ...call, more: '' })));
    expect(await ask({ ...call, more })).toEqual(answered);
    const chunk = `400\r\n${'x'.repeat(0x400)}\r\n`;
    const headers = { authorization, 'content-type': 'application/json', 'transfer-encoding': 'chunked' };
    const connection = await openConnection(port, formatRequest('POST', '/function', headers, chunk.repeat(100)));
    expect(await connection.waitForEnd()).toMatch(/^HTTP\/1\.1 413 [\s\S]*"request_size_exceeded"/);
    expect(await ask(call)).toEqual(answered);
  });

  it.each([
    ['a call', formatCall(call, { authorization: 'Bearer wrong', 'content-length': 5_000_000 }), 401],
    ['anything else', formatCall(call, { 'content-length': 5_000_000 }).replace('/function', '/functions'), 404],
  ])(
    'refuses %s before its end, lets its sender finish, and reads nothing more on that connection',
    async (_, text, status) => {
      const echo = vi.fn();
      const { port, ask } = await open({ diy: { echo } });
      const connection = await openConnection(port, text, true);
      await connection.waitFor(/\}$/);
      const rest = 5_000_000 - text.slice(text.indexOf('\r\n\r\n') + 4).length;
      connection.socket.write('x'.repeat(rest) + formatCall(call), 'latin1');
      connection.socket.end();
      expect(await connection.waitForEnd()).toMatch(
        new RegExp(`^HTTP/1.1 ${status} [^{]*connection: close[^{]*\\{[^{]*\\{[^{]*$`, 'i'),
      );
      expect(await ask({ ...call, function: 'other' })).toMatchObject({ status: 422 });
      expect(echo).not.toHaveBeenCalled();
    },
  );

  it.each([
    ['late', {}, 401],
    ['because it is late', { requestTimeout: 100 }, 408],
  ])('lets the sender of a large body finish that is refused %s', async (_, config, status) => {
    const token = Promise.withResolvers<string>();
    onTestFinished(() => token.resolve(''));
    const { port } = await open({ systemToken: () => token.promise, ...config });
    const connection = await openConnection(
      port,
      formatCall(call, { 'content-length': 9_000_000 }) + 'x'.repeat(8_000_000),
      true,
    );
    // Waits until Node stops reading the body, because the app does not read it.
    for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
    if (status === 401) token.resolve('another');
    await connection.waitFor(/\}$/);
    await once(connection.socket.end(), 'finish');
    expect(await connection.waitForEnd()).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  });

  it.each(['/function', '/%66unction'])('does not call a function whose options ended early, at %s', async (path) => {
    const echo = vi.fn();
    const { port, ask, lines } = await open({ diy: { echo } });
    const connection = await openConnection(
      port,
      formatCall(call, { 'content-length': 9999 }).replace('/function', path),
    );
    connection.socket.end();
    await vi.waitFor(() => expect(lines).toHaveLength(2));
    expect(lines[1]).toMatchObject([
      'warn',
      { status: 400, problems: [{ code: 'incomplete_body' }], stack: expect.stringContaining('aborted') },
    ]);
    expect(echo).not.toHaveBeenCalled();
    expect(await ask({ ...call, function: 'other' })).toMatchObject({ status: 422 });
  });
});
