import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'esbuild';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { listCode, readPage } from '../../docs/page.ts';
import { ENGINES } from './caller.ts';
import { bundleFixture } from './setup.ts';
import { callTraced } from './traced-call.ts';

const folder = bundleFixture('tracer');

beforeAll(async () => {
  const page = readPage('docs/operating.md');
  const handler = listCode(page, 'ts').find((code) => code.includes('captureLambdaHandler'));
  const [, banner] = /js: ("[^"]+")/.exec(listCode(page, 'js').join('\n')) ?? [];
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'handler.ts'), String(handler));
  writeFileSync(
    join(folder, 'functions.ts'),
    `export const echo = (options) => options;
    export const fail = () => { throw new Error('no stock'); };`,
  );
  await build({
    entryPoints: [join(folder, 'handler.ts')],
    outfile: join(folder, 'index.mjs'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    banner: { js: JSON.parse(String(banner)) },
  });
});

/** A subsegment, as X-Ray's daemon gets it. */
interface Segment {
  readonly name: string;
  readonly trace_id: string;
  readonly fault?: boolean;
  readonly annotations?: Readonly<Record<string, unknown>>;
}

/** Listens as X-Ray's daemon does, and collects subsegments. */
async function startDaemon(): Promise<{ readonly address: string; readonly segments: readonly Segment[] }> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  onTestFinished(() => void socket.close());
  const segments: Segment[] = [];
  socket.on('message', (message) => void segments.push(JSON.parse(message.toString().split('\n')[1] ?? '')));
  await once(socket, 'listening');
  return { address: `127.0.0.1:${(socket.address() as AddressInfo).port}`, segments };
}

describe.each(ENGINES)('On Node %i the guide’s tracer', (node) => {
  test('sends a subsegment for each call, without its records', async () => {
    const { address, segments } = await startDaemon();
    const env = { AWS_XRAY_DAEMON_ADDRESS: address };
    const answers = await callTraced({ folder, handler: 'index.handler', node, env }, ['echo', 'fail'], {
      sku: 'BK-01',
    });
    expect(answers[0]).toEqual({ sku: 'BK-01' });
    expect(JSON.stringify(answers[1])).toContain('no stock');
    await expect.poll(() => segments.length).toBe(2);
    const [answered, failed] = segments;
    expect(answered).toMatchObject({
      trace_id: '1-5f000000-0123456789abcdef01234567',
      annotations: { ColdStart: true, Service: 'orders' },
    });
    expect(failed).toMatchObject({ fault: true, annotations: { ColdStart: false } });
    expect(JSON.stringify(segments)).not.toContain('BK-01');
  });
});
