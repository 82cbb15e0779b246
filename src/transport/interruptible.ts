import { type Call, type CallResult, type Transport, TransportError } from './transport.ts';

/** The code of a TransportError: a call was not waited for any longer. */
export const INTERRUPTED = 'interrupted';

/** Milliseconds in which calls may still be answered. */
const GRACE = 1000;

/** Makes calls end soon after a signal: their functions may block, or wait for something that never comes. */
export function withInterrupt({ call, close }: Transport, signal: AbortSignal): Transport {
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
    call: (sent: Call): Promise<CallResult> => Promise.race([call(sent), interrupted]),
    close: async () => {
      signal.removeEventListener('abort', begin);
      clearTimeout(alarm);
      await close();
    },
  };
}
