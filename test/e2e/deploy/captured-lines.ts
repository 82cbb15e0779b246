import { setTimeout as sleep } from 'node:timers/promises';
import { type Caller, startCaller } from '../runtime/caller.ts';
import { bundleFixture, findHandler } from '../runtime/setup.ts';
import type { LoggedLine } from './insights.ts';

const POLL_MS = 50;

const order = { id: 1, customer: 'Di', sku: 'a-1', quantity: 1, status: 'open' };
/** Four records: two go on, one of them with an error. One is ignored, and one has an error. */
const ORDERS = [
  order,
  { ...order, id: 2, quantity: 500 },
  { ...order, id: 3, status: 'cancelled' },
  { ...order, id: 4, quantity: 0 },
];

/**
 * Captures the log lines of Lambda's real runtime client with JSON logs: of calls that are answered, fail, run out of
 * time and answer twice, of a page of records, and of a connector's call that fails.
 */
export async function captureLines(): Promise<LoggedLine[]> {
  const settings = { node: 24, logFormat: 'JSON', timeoutSeconds: 2 } as const;
  const diy = await startCaller(bundleFixture('functions'), settings);
  const connector = await startCaller(findHandler('connector'), settings);
  const orders = await startCaller(findHandler('diy'), settings);
  try {
    const call = (name: string, flow: string, options = {}) =>
      diy.call({ diy: true, function: name }, { _flowId: flow, ...options });
    await call('greet', 'flow-busy', { name: 'Di' });
    await call('greet', 'flow-busy', { name: 'Di' });
    await call('text', 'flow-large', { length: 100_000 });
    await call('throws', 'flow-failing');
    await call('throws', 'flow-failing');
    await call('rejects', 'flow-busy');
    await call('waits', 'flow-slow');
    await call('answersTwice', 'flow-late');
    await until(diy, 'late answer ignored');
    const address = { _connectorId: '60b1c0ffee0ddba11ca5e00f', type: 'hook', function: 'missing' };
    await connector.call(address, { _integrationId: 'customer-7' });
    await until(connector, 'call failed');
    await orders.call({ diy: true, function: 'prepareOrders' }, { _flowId: 'flow-orders', data: ORDERS });
    await until(orders, 'call answered');
    return [
      ...[diy, orders].flatMap((caller) => linesOf(caller, '/aws/lambda/shop-diy')),
      ...linesOf(connector, '/aws/lambda/shop-connector'),
    ];
  } finally {
    await Promise.all([diy, connector, orders].map((caller) => caller.stop()));
  }
}

/** The time limit is that of the test. */
async function until(caller: Caller, text: string): Promise<void> {
  while (!caller.logs().includes(text)) await sleep(POLL_MS);
}

function linesOf(caller: Caller, log: string): LoggedLine[] {
  const written = caller.logs().split('\n');
  return written
    .filter((line) => line.startsWith('{"timestamp"'))
    .map((message) => ({ log, timestamp: String(JSON.parse(message).timestamp), message }));
}

/** A line that Lambda itself writes at the end of a call, as AWS documents it: the emulator writes none in JSON. */
export function reportLine(log: string, status: string, metrics: Readonly<Record<string, number>>): LoggedLine {
  const time = '2026-03-13T18:56:24.046Z';
  const record = { requestId: 'b0f5b4f6-7c1e-4a5c-9b3a-1f1f1f1f1f1f', metrics, status };
  return { log, timestamp: time, message: JSON.stringify({ time, type: 'platform.report', record }) };
}
