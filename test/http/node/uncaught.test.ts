import { expect, onTestFinished, test, vi } from 'vitest';
import { keepLines } from '../../lines.ts';
import { toVersion2 } from '../events.ts';
import { readWire, systemToken, toRequest } from '../exchange.ts';
import { createContext, toHttpRequest, toResponse } from '../url-handler.ts';

/** Adapters without a call so far: the first call installs the handlers. */
async function loadFresh() {
  vi.resetModules();
  return import('integrator-extension-lambda/http');
}

const EVENTS = ['uncaughtException', 'unhandledRejection'] as const;
type Listener = (thrown: unknown) => void;

/** Calls the listeners for uncaught errors that were added since the start of the test, as Node would. */
function listen(): (thrown: unknown) => void {
  const before = EVENTS.flatMap((event) => process.rawListeners(event));
  const added = (event: (typeof EVENTS)[number]) =>
    process.rawListeners(event).filter((listener) => !before.includes(listener)) as Listener[];
  onTestFinished(() => {
    for (const event of EVENTS) for (const listener of added(event)) process.off(event, listener);
  });
  return (thrown) => {
    for (const listener of added('uncaughtException')) listener(thrown);
  };
}

// Loaded before all tests, as a program is.
const [{ createUrlHandler }, { createServer }] = [await loadFresh(), await loadFresh()];

const answer = { diy: true, function: 'stray', options: {} };
const answered = { status: 422, body: { errors: [{ message: 'stray', code: 'RangeError' }] } };

function configure() {
  const throwUncaught = listen();
  const stray = () => new Promise(() => throwUncaught(new RangeError('stray')));
  return { diy: { stray }, systemToken, logger: keepLines().logger, timeout: 500 };
}

test("A Function URL answers a call with its function's uncaught error", async () => {
  const handler = createUrlHandler(configure());
  expect(await readWire(toResponse(await handler(toVersion2(toHttpRequest(answer)), createContext())))).toMatchObject(
    answered,
  );
});

test("A server answers a call with its function's uncaught error", async () => {
  const { url, close } = await createServer({ ...configure(), port: 0, signals: false, drainDelay: 0 });
  onTestFinished(close);
  expect(await readWire(fetch(`${url}/function`, toRequest(answer)))).toMatchObject(answered);
});
