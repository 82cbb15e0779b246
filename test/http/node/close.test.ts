import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { closeAfterAnswer, hangUp } from '../../../src/http/node/close.ts';
import { formatRequest, openConnection } from './socket.ts';

/** Starts a plain server of Node, without anything of ours, and returns its port. */
async function serve(answer: (incoming: IncomingMessage, outgoing: ServerResponse) => void): Promise<number> {
  const server = createServer(answer);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const request = formatRequest('GET', '/', {});

// These tests pin internals of Node that close.ts replaces: they fail for a version of Node that behaves otherwise.
describe('destroySoon', () => {
  it('is the method that Node calls on a socket after the last answer, and not before', async () => {
    const destroySoon = vi.fn();
    const port = await serve((incoming, outgoing) => {
      const { socket } = incoming as { socket: Socket & { destroySoon(): void } };
      const destroy = socket.destroySoon;
      socket.destroySoon = () => {
        destroySoon(outgoing.writableFinished);
        destroy.call(socket);
      };
      outgoing.setHeader('connection', 'close');
      outgoing.end('bye');
      expect(destroySoon).not.toHaveBeenCalled();
    });
    const connection = await openConnection(port, request);
    expect(await connection.waitForEnd()).toMatch(/bye$/);
    expect(destroySoon.mock.calls).toEqual([[true]]);
  });

  it('is replaced: after the answer this end is closed, and the client may finish sending', async () => {
    let socket!: Socket;
    const port = await serve((incoming, outgoing) => {
      ({ socket } = incoming);
      closeAfterAnswer(outgoing);
      outgoing.end('bye');
    });
    const connection = await openConnection(port, request, true);
    await connection.waitFor(/bye$/);
    await vi.waitFor(() => expect(socket.writableFinished).toBe(true));
    expect(socket.destroyed).toBe(false);
    connection.socket.end('rest');
    await connection.waitForEnd();
    await vi.waitFor(() => expect(socket.destroyed).toBe(true));
  });
});

describe("removeAllListeners('data')", () => {
  it("detaches Node's parser: a further request on the connection is dropped", async () => {
    const urls: unknown[] = [];
    let socket!: Socket;
    const port = await serve((incoming, outgoing) => {
      ({ socket } = incoming);
      urls.push(incoming.url);
      hangUp(socket);
      outgoing.end('bye');
    });
    const connection = await openConnection(port, request, true);
    await vi.waitFor(() => expect(urls).toEqual(['/']));
    const further = formatRequest('GET', '/further', {});
    connection.socket.end(further);
    await connection.waitForEnd();
    expect(socket.bytesRead).toBe(request.length + further.length);
    expect(urls).toEqual(['/']);
  });
});

it('drops what arrives after the answer, and leaves memory whole that a chunk shares with others', async () => {
  let socket!: Socket;
  const port = await serve((incoming, outgoing) => {
    ({ socket } = incoming);
    closeAfterAnswer(outgoing);
    outgoing.end('bye');
  });
  const connection = await openConnection(port, request, true);
  await connection.waitFor(/bye$/);
  const arrived: Buffer[] = [];
  await vi.waitFor(() => expect(socket.writableFinished).toBe(true));
  socket.on('data', (chunk: Buffer) => arrived.push(chunk));
  const shared = Buffer.from('shared');
  socket.emit('data', shared);
  connection.socket.end('rest');
  await connection.waitForEnd();
  expect(arrived.map(String)).toEqual(['shared', '']);
  expect(shared.buffer.byteLength).toBe(Buffer.poolSize);
});
