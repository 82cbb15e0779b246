import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A connection on which bytes are sent and read as they are. */
export interface Line {
  readonly socket: Socket;
  /** Everything that has arrived. */
  readonly heard: () => string;
  /** Waits until what has arrived matches. */
  readonly hears: (wanted: RegExp) => Promise<string>;
  /** Waits until the other side has hung up, and tells what it said until then. */
  readonly ends: () => Promise<string>;
}

/** @param stays whether to keep this end open when the other side has hung up */
export async function dial(port: number, first = '', stays = false): Promise<Line> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: stays });
  onTestFinished(() => void socket.destroy());
  let text = '';
  const ended = new Promise<string>((resolve) => {
    // A server that has hung up may answer with a reset what was still sent to it.
    socket.on('error', () => {}).once('close', () => resolve(text));
  });
  socket.setEncoding('latin1').on('data', (chunk) => {
    text += chunk;
  });
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  if (first !== '') socket.write(first, 'latin1');
  return {
    socket,
    heard: () => text,
    ends: () => ended,
    hears: (wanted) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!wanted.test(text)) return;
          socket.off('data', look);
          resolve(text);
        };
        socket.on('data', look).once('close', () => reject(new Error(`hung up after ${JSON.stringify(text)}`)));
        look();
      }),
  };
}

/** The text of a request, as it is written on a socket. */
export function written(method: string, path: string, headers: Record<string, string | number>, body = ''): string {
  const lines = Object.entries({ host: 'localhost', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
}
