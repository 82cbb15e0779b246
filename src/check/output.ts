import { format } from 'node:util';

const METHODS = ['debug', 'dir', 'error', 'info', 'log', 'table', 'trace', 'warn'] as const;

/**
 * Hears all that is written to the console and to the process's streams, instead of letting it through: what functions
 * say would stand in the midst of the report.
 * @returns what ends it
 */
export function hearOutput(hear: (text: string) => void): () => void {
  const undo = [
    ...METHODS.map((method) => replace(console, method, (...args: unknown[]) => hear(format(...args)))),
    ...[process.stdout, process.stderr].map((stream) =>
      replace(stream, 'write', (chunk: unknown, ...more: unknown[]) => {
        hear(typeof chunk === 'string' ? chunk : Buffer.from(chunk as Uint8Array).toString());
        const done = more.find((one) => typeof one === 'function');
        if (done) process.nextTick(done as () => void);
        return true;
      }),
    ),
  ];
  return () => {
    for (const one of undo) one();
  };
}

function replace<T extends object, K extends keyof T>(holder: T, key: K, by: unknown): () => void {
  const before = holder[key];
  holder[key] = by as T[K];
  return () => {
    holder[key] = before;
  };
}
