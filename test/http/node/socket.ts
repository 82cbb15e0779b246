import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A raw connection. */
export interface RawConnection {
  readonly socket: Socket;
  /** Returns all received text. */
  readonly received: () => string;
  /** Waits until the received text matches. */
  readonly waitFor: (wanted: RegExp) => Promise<string>;
  /** Waits until the other side has hung up, and returns all received text. */
  readonly waitForEnd: () => Promise<string>;
}

/**
 * Opens a raw connection.
 * @param stays whether to keep this end open after the other side has hung up
 */
export async function openConnection(port: number, first = '', stays = false): Promise<RawConnection> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: stays });
  onTestFinished(() => void socket.destroy());
  let text = '';
  const ended = new Promise<string>((resolve) => {
    // A server that has hung up may reset the connection.
    socket.on('error', () => {}).once('close', () => resolve(text));
  });
  socket.setEncoding('latin1').on('data', (chunk) => {
    text += chunk;
  });
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  if (first !== '') socket.write(first, 'latin1');
  return {
    socket,
    received: () => text,
    waitForEnd: () => ended,
    waitFor: (wanted) =>
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

/** Formats a request for a socket. */
export function formatRequest(
  method: string,
  path: string,
  headers: Record<string, string | number>,
  body = '',
): string {
  const lines = Object.entries({ host: 'localhost', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
}
