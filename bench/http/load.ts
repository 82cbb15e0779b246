import { connect, type Socket } from 'node:net';
import { systemToken } from './exchange.ts';

/** What a server did in the measured time. */
export interface Load {
  readonly answered: number;
  readonly seconds: number;
  /** Answers other than 200, and connections that broke. */
  readonly failed: number;
}

/**
 * Sends requests one after another on several kept connections. It writes to sockets itself: an HTTP client needs as
 * long for a request as the server, and would be measured instead.
 */
export async function load(port: number, body: string, connections: number, ms: number): Promise<Load> {
  const request = Buffer.from(
    `POST /function HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${systemToken}\r\n` +
      `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  const count = { answered: 0, failed: 0 };
  const started = performance.now();
  const until = started + ms;
  await Promise.all(Array.from({ length: connections }, () => ask(port, request, until, count)));
  return { ...count, seconds: (performance.now() - started) / 1000 };
}

function ask(port: number, request: Buffer, until: number, count: { answered: number; failed: number }): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(request)).setNoDelay();
    onAnswer(socket, (status) => {
      if (status === 200) count.answered += 1;
      else count.failed += 1;
      if (performance.now() < until) socket.write(request);
      else socket.destroy();
    });
    socket.once('error', () => {
      count.failed += 1;
    });
    socket.once('close', () => resolve());
  });
}

function onAnswer(socket: Socket, answered: (status: number) => void): void {
  let left = 0;
  socket.on('data', (chunk) => {
    if (left > 0) {
      left -= chunk.length;
      if (left === 0) answered(200);
      return;
    }
    const head = chunk.subarray(0, 600).toString('latin1');
    const end = head.indexOf('\r\n\r\n') + 4;
    const status = Number(head.slice(9, 12));
    left = Number(/content-length: (\d+)/i.exec(head)?.[1]) - (chunk.length - end);
    if (left === 0) answered(status);
    else if (status !== 200 || Number.isNaN(left)) socket.destroy(new Error(head));
  });
}
