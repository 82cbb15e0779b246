import { onTestFinished, vi } from 'vitest';

const EVENTS = ['uncaughtException', 'unhandledRejection'] as const;

/**
 * Adapters that nobody has loaded before, for as long as a test takes; and what plays node where something is thrown
 * that nobody catches: it tells those who have begun to listen since.
 */
export async function loadAnew() {
  vi.resetModules();
  const adapters = await import('integrator-extension-lambda/http');
  const before = EVENTS.flatMap((event) => process.rawListeners(event));
  const added = (event: (typeof EVENTS)[number]) =>
    process.rawListeners(event).filter((listener) => !before.includes(listener)) as ((thrown: unknown) => void)[];
  onTestFinished(() => {
    for (const event of EVENTS) for (const listener of added(event)) process.off(event, listener);
  });
  const throwUncaught = (thrown: unknown) => {
    for (const listener of added('uncaughtException')) listener(thrown);
  };
  return { ...adapters, throwUncaught };
}
