import { createCallLog } from '../../src/core/call-log.ts';
import { findSecrets } from '../../src/core/redact.ts';
import type { Invocation } from '../../src/shared/invocation.ts';
import { createMemory } from './lines.ts';

export const TOKEN = 'one-time-token';
export const options = {
  bearerToken: TOKEN,
  _exportId: 'e1',
  _flowId: 'f1',
  _integrationId: 'i1',
  connection: { _id: 'c1', encrypted: { password: 'hunter2' }, unencrypted: { host: 'h' } },
  data: [{ name: 'a callLog' }],
  settings: { theme: 'a setting' },
  license: { edition: 'a license' },
};
export const address = { type: 'hook', function: 'preMap', diy: true, _reqId: 'r1', traceId: 't1', maxResponseSize: 5 };

/** Starts the log of a call, with a logger that keeps its lines. */
export function begin(invocation: Partial<Invocation> = {}, coldStart = false) {
  const { logger, lines } = createMemory();
  const callLog = createCallLog({ address, options, ...invocation }, logger, coldStart);
  callLog.secrets = findSecrets(options);
  return { callLog, lines };
}

/** The names and ids on every line of the call. */
export const WHO = {
  diy: true,
  type: 'hook',
  function: 'preMap',
  _reqId: 'r1',
  traceId: 't1',
  _exportId: 'e1',
  _flowId: 'f1',
  _integrationId: 'i1',
  _connectionId: 'c1',
};
