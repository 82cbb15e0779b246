import { expect, onTestFinished, test, vi } from 'vitest';
import { keepLines } from '../../lines.ts';
import { asVersion2 } from '../events.ts';
import { asRequest, systemToken, toWire } from '../exchange.ts';
import { asHttp, context, toResponse } from '../url-handler.ts';

/** Adapters that have not received a call yet: it is the first one from which on a process is guarded. */
async function loadAnew() {
  vi.resetModules();
  return import('integrator-extension-lambda/http');
}

const EVENTS = ['uncaughtException', 'unhandledRejection'] as const;
type Listener = (thrown: unknown) => void;

/** Does what node does with an error that nobody catches: tells all who have begun to listen since the test began. */
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

// Loaded before any test runs, as programs are.
const [{ createUrlHandler }, { createServer }] = [await loadAnew(), await loadAnew()];

const asked = { diy: true, function: 'stray', options: {} };
const answered = { status: 422, body: { errors: [{ message: 'stray', code: 'RangeError' }] } };

function configure() {
  const throwUncaught = listen();
  const stray = () => new Promise(() => throwUncaught(new RangeError('stray')));
  return { diy: { stray }, systemToken, logger: keepLines().logger, timeout: 500 };
}

test("A Function URL answers a call with its function's uncaught error", async () => {
  const handler = createUrlHandler(configure());
  expect(await toWire(toResponse(await handler(asVersion2(asHttp(asked)), context())))).toMatchObject(answered);
});

test("A server answers a call with its function's uncaught error", async () => {
  const { url, close } = await createServer({ ...configure(), port: 0, signals: false });
  onTestFinished(close);
  expect(await toWire(fetch(`${url}/function`, asRequest(asked)))).toMatchObject(answered);
});
