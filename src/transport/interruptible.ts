import { TransportError } from './transport.ts';

/** The code of a TransportError: a call was not waited for any longer. */
export const INTERRUPTED = 'interrupted';

/** Milliseconds in which calls may still be answered. */
const GRACE = 1000;

/** Whatever is called and closed: a transport, or a module of records. */
export interface Callable<Sent, Answer> {
  readonly call: (sent: Sent) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

/** Makes calls end soon after a signal: their functions may block, or wait for something that never comes. */
export function withInterrupt<Sent, Answer>(
  { call, close }: Callable<Sent, Answer>,
  signal: AbortSignal,
): Callable<Sent, Answer> {
  const { promise: interrupted, reject } = Promise.withResolvers<never>();
  // Without a call in flight, nobody waits for it.
  interrupted.catch(() => {});
  let alarm: NodeJS.Timeout | undefined;
  const begin = () => {
    alarm = setTimeout(() => {
      const why = 'the run was interrupted before the function answered';
      reject(new TransportError(INTERRUPTED, why));
    }, GRACE);
  };
  signal.addEventListener('abort', begin);
  if (signal.aborted) begin();
  return {
    call: (sent) => Promise.race([call(sent), interrupted]),
    close: async () => {
      signal.removeEventListener('abort', begin);
      clearTimeout(alarm);
      await close();
    },
  };
}
