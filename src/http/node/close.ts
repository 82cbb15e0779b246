import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** The longest, in milliseconds, that a connection is left to its client after its last answer, whatever still comes. */
const LONGEST = 30_000;
/** How long if nothing comes any more. */
const SILENCE = 5000;

/** Has the connection closed once the answer is sent. */
export function closeAfterwards(outgoing: ServerResponse): void {
  if (outgoing.headersSent) return;
  outgoing.setHeader('connection', 'close');
  const { socket } = outgoing.req;
  // What node calls when the answer has been sent.
  socket.destroySoon = () => hangUp(socket);
}

/** The same if the answer comes before the end of its request, of which more would have to be read first. */
export function closeUnread(outgoing: ServerResponse): void {
  if (!outgoing.req.complete) closeAfterwards(outgoing);
}

/**
 * Ends a connection whose client may still be sending. Closed at once it would be reset by what arrives, and a client
 * that has not read its answer by then would lose it; so only this end is closed, and what still comes is dropped until
 * the client has closed the other one, or for long enough.
 */
export function hangUp(socket: Socket): void {
  const destroy = () => void socket.destroy();
  const longest = setTimeout(destroy, LONGEST).unref();
  const silence = setTimeout(destroy, SILENCE).unref();
  socket.end();
  // Where node has stopped reading, as of a body that nobody takes, it begins again before the next tick, if its parser
  // is still there. After that the parser would go on, and hear of further requests.
  socket.resume();
  process.nextTick(() => socket.removeAllListeners('data').on('data', () => silence.refresh()));
  socket.once('close', () => {
    clearTimeout(longest);
    clearTimeout(silence);
  });
}
