const EVENTS = ['uncaughtException', 'unhandledRejection'] as const;

type Event = (typeof EVENTS)[number];

/**
 * Hears what is thrown where nobody catches it, and keeps the process alive. Other listeners hear nothing of it in the
 * meantime: some end the process.
 * @returns what ends it
 */
export function hearStrays(hear: (event: Event, thrown: unknown) => void): () => void {
  const undo = EVENTS.map((event) => {
    const others = process.listeners(event as 'uncaughtException');
    const listener = (thrown: unknown) => hear(event, thrown);
    process.removeAllListeners(event);
    process.on(event, listener);
    return () => {
      process.off(event, listener);
      for (const other of others) process.on(event, other);
    };
  });
  return () => {
    for (const one of undo) one();
  };
}
