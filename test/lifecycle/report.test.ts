import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simulateApp } from 'integrator-extension-lambda/simulator';
import { describe, expect, it, onTestFinished } from 'vitest';
import { holdEvent, holdLife } from '../../src/lifecycle/hold-to-rules.ts';
import type { EventFacts, LifeFacts, LifeRule } from '../../src/lifecycle/life-facts.ts';
import { listDifferences } from '../../src/lifecycle/list-document-changes.ts';
import { live, liveOlder, openAccount } from './lives.ts';

type Options = Readonly<Record<string, unknown>> & { readonly bearerToken: string };
type Log = { readonly info: (message: string, fields?: object) => void };

const app = { installSteps: [{ name: 'Prepare', function: 'prepare' }] };

describe('the report of a life', () => {
  it('has the lines of each call with their levels, and no secret', async () => {
    const lines: string[] = [];
    const prepare = ({ bearerToken }: Options, _callback: unknown, { log }: { log: Log }) => {
      log.info('hello', { size: 3, url: `https://x/?t=${bearerToken}` });
      console.log('plain');
      console.log(JSON.stringify({ message: 'no level' }));
      console.log('x'.repeat(5000));
    };
    const report = await live(
      {
        prepare: (options: Options, callback: (error: null) => void, context: { log: Log }) => {
          prepare(options, callback, context);
          callback(null);
        },
      },
      { app, script: ['install'], settings: { onLog: (line) => void lines.push(line) } },
    );
    const [call] = report.events[0]?.calls ?? [];
    expect(call?.log[0]).toMatchObject({
      level: 'info',
      message: 'hello',
      fields: { size: 3, url: 'https://x/?t=[redacted]' },
    });
    expect(call?.log[1]).toEqual({ level: 'info', message: 'plain' });
    expect(call?.log[2]).toEqual({ level: 'info', message: '{"message":"no level"}' });
    expect(call?.log[3]?.message).toMatch(/^x{2000} \[cut: 5000 characters\]$/);
    expect(lines).toHaveLength(4);
    expect(call?.options).toMatchObject({ bearerToken: '[redacted]' });
  });

  it('keeps 200 lines of a call, and cuts values that are too long', async () => {
    const prepare = () => {
      for (let line = 0; line < 300; line++) console.log(line);
      return 'y'.repeat(200_000);
    };
    const report = await live({ prepare }, { app, script: ['install'], settings: { onLog: () => {} } });
    expect(report.events[0]?.calls[0]?.log).toHaveLength(200);
    expect(report.events[0]?.calls[0]?.response).toBe('[cut: 200002 characters]');
  });

  it('names NaN, which JSON does not have', async () => {
    const report = await live({ prepare: () => ({ size: Number.NaN }) }, { app, script: ['install'] });
    expect(report.broken).toMatchObject([
      { rule: 'finite', path: 'response.size', function: 'prepare', call: 1, event: 1 },
    ]);
  });

  it('says where the response was refused, and that a module can be anywhere', async () => {
    const report = await live(
      { prepare: () => ({ when: new Date(0) }) },
      { app: { ...app, module: '/elsewhere/module.js' }, script: ['install'] },
    );
    expect(report.reason).toContain('(response.when: found an instance of Date; did you mean date.toISOString()?)');
    expect(report.life.module).toBe('module.js');
  });

  it('has the state and the lookup caches of the account in its tree', async () => {
    const prepare = async (options: Options) => {
      const { state } = openAccount(options);
      await state.put('orders', { at: 1 });
      await fetch(`${process.env.INTEGRATOR_IO_API}/v1/lookupcaches`, {
        method: 'POST',
        headers: { authorization: `Bearer ${options.bearerToken}`, 'content-type': 'application/json' },
        body: '{"name":"Cache"}',
      });
    };
    const report = await live({ prepare }, { app, script: ['install'] });
    expect(report.events[0]?.tree).toMatchObject({
      state: [{ _id: 'orders', by: 'app' }],
      lookupCaches: [{ name: 'Cache', by: 'app' }],
    });
  });

  it('keeps 500 events', async () => {
    const script = ['install', ...Array.from({ length: 520 }, () => 'open settings')];
    const report = await live({}, { script });
    expect(report.events).toHaveLength(500);
    expect(report.leftOut).toEqual({ events: 21, broken: 0 });
  });

  it('lists 100 differences of a document at most', () => {
    const many = Object.fromEntries(Array.from({ length: 150 }, (_, at) => [`f${at}`, at]));
    expect(listDifferences({ a: 1 }, { a: 1, ...many })).toHaveLength(100);
    expect(listDifferences({ a: 1, b: { c: 1 } }, { b: { c: 2 } })).toEqual([
      { path: 'a', before: 1 },
      { path: 'b.c', before: 1, after: 2 },
    ]);
  });
});

describe('a life', () => {
  it('is interrupted before its next event, and in a call', async () => {
    const early = AbortSignal.abort();
    expect(await live({}, { script: ['install'], settings: { signal: early } })).toMatchObject({
      ending: 'interrupted',
      unreached: ['install'],
    });
    const controller = new AbortController();
    const prepare = () => {
      controller.abort();
      return new Promise(() => {});
    };
    const report = await live({ prepare }, { app, script: ['install'], settings: { signal: controller.signal } });
    expect(report).toMatchObject({ ending: 'interrupted', events: [{ outcome: 'interrupted' }] });
  });

  it('waits for the life before it, and leaves the environment as it was', async () => {
    const before = process.env.INTEGRATOR_IO_API;
    const urls: unknown[] = [];
    const prepare = () => void urls.push(process.env.INTEGRATOR_IO_API);
    await Promise.all([1, 2].map(() => live({ prepare }, { app, script: ['install'] })));
    expect(new Set(urls).size).toBe(2);
    expect(process.env.INTEGRATOR_IO_API).toBe(before);
    process.env.INTEGRATOR_IO_API = 'http://mine';
    await live({}, { script: ['install'] });
    expect(process.env.INTEGRATOR_IO_API).toBe('http://mine');
    if (before === undefined) delete process.env.INTEGRATOR_IO_API;
    else process.env.INTEGRATOR_IO_API = before;
  });

  it('tells its progress', async () => {
    const seen: unknown[] = [];
    await live({}, { script: ['install', 'uninstall'], settings: { onEvent: (event) => void seen.push(event) } });
    expect(seen).toEqual([
      { number: 1, of: 2, title: 'install' },
      { number: 2, of: 2, title: 'uninstall' },
    ]);
  });

  it('refuses an invalid app, and a call that takes too long fails', async () => {
    await expect(simulateApp({ app: {} } as never)).rejects.toThrow('name');
    await expect(simulateApp('nothing' as never)).rejects.toThrow('nothing');
    await expect(simulateApp({} as never)).rejects.toThrow('app');
    const report = await live(
      { prepare: () => new Promise(() => {}) },
      { app: { ...app, timeout: 20 }, script: ['install'] },
    );
    expect(report.reason).toContain('function_timeout');
  });
});

describe('a function that the life can not reach', () => {
  it('is one of a module that is missing, or gets what JSON can not hold', async () => {
    await expect(simulateApp({ app: { name: 'Orders', module: 'nowhere.js' } })).rejects.toMatchObject({
      code: 'no_module',
    });
    const preSave = ({ newResource }: { newResource: object }) => newResource;
    const settings = { size: 1n };
    await expect(live({ preSave }, { app: { functions: { preSave: 'preSave' }, settings } })).rejects.toThrow('BigInt');
  });

  it('is found in a bundle, which hides its functions, once it is called', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    writeFileSync(join(folder, 'bundle.mjs'), 'export const handler = async () => null;');
    const yaml =
      'app: { name: Orders, module: bundle.mjs, installSteps: [{ name: A, function: unknown }] }\nscript: [install]';
    writeFileSync(join(folder, 'app.yaml'), yaml);
    expect(await simulateApp(join(folder, 'app.yaml'))).toMatchObject({
      ending: 'done',
      life: { file: 'app.yaml', module: 'bundle.mjs' },
    });
    writeFileSync(join(folder, 'lost.yaml'), yaml.replace('bundle.mjs', 'lost.mjs'));
    await expect(simulateApp(join(folder, 'lost.yaml'))).rejects.toMatchObject({ code: 'no_module' });
  });
});

describe('an interrupted call whose failure the platform would ignore', () => {
  it('interrupts the life', async () => {
    const controller = new AbortController();
    const mappings = () => {
      controller.abort();
      return new Promise(() => {});
    };
    const app = { functions: { getMappingMetadata: 'mappings' } };
    const report = await liveOlder({ settings: { mappings } }, { app, settings: { signal: controller.signal } });
    expect(report.ending).toBe('interrupted');
  });
});

describe('the rules of lives', () => {
  const event = { number: 3 } as EventFacts;
  const facts = { events: [event] } as unknown as LifeFacts;
  const basis = { why: 'Untidy lives end badly.', source: 'assumed: by its name.' };

  it('are asked after each event and at the end, and their findings have the rule’s own words', () => {
    const rule: LifeRule = {
      id: 'tidy',
      says: 'A life is tidy.',
      ...basis,
      afterEvent: (event) => [{ message: `event ${event.number}` }],
      atEnd: ({ ending }) => [{ message: ending, path: 'flows' }],
    };
    expect(holdEvent([rule, { id: 'silent', says: 'x', ...basis }], event, facts)).toEqual([
      { rule: 'tidy', says: 'A life is tidy.', event: 3, message: 'event 3' },
    ]);
    expect(holdLife([rule, { id: 'silent', says: 'x', ...basis }], { ...facts, ending: 'failed' })).toEqual([
      { rule: 'tidy', says: 'A life is tidy.', message: 'failed', path: 'flows' },
    ]);
  });
});
