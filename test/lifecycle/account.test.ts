import type { Platform } from 'integrator-extension-lambda/platform-api';
import { describe, expect, it } from 'vitest';
import { AccountWatch } from '../../src/lifecycle/account-watch.ts';
import { listCalls, live, openAccount } from './lives.ts';

type Options = Readonly<Record<string, unknown>>;

/** Lets a step do something with the account, and returns what it threw, by its status and message. */
async function attempt(act: (account: Platform) => Promise<unknown>): Promise<{ status?: number; said?: string }> {
  let thrown: { status?: number; said?: string } = {};
  const prepare = async (options: Options) => {
    await act(openAccount(options)).catch((error) => {
      thrown = { status: error.status, said: error.message };
    });
  };
  const report = await live(
    { prepare },
    { app: { installSteps: [{ name: 'Prepare', function: 'prepare' }] }, script: ['install'] },
  );
  expect(report.ending).toBe('done');
  return thrown;
}

describe('the account of a life saves no document', () => {
  it.each<[string, (account: Platform) => Promise<unknown>, string]>([
    ['of the wrong shape', ({ exports }) => exports.create({ name: 'A', pageSize: 0 }), 'pageSize: Too small'],
    ['without what its kind needs', ({ imports }) => imports.create({}), 'Missing required field name.'],
    ['that is none', ({ flows }) => flows.create([] as never), 'flows: Invalid input'],
    [
      'that names a missing one',
      ({ flows }) => flows.create({ name: 'A', pageGenerators: [{ _exportId: 'x1' }] }),
      'pageGenerators[0]._exportId: there is no exports/x1.',
    ],
    [
      'that names a missing parent',
      ({ integrations }) => integrations.create({ name: 'A', _parentId: 'p' }),
      '_parentId: there is no integrations/p.',
    ],
  ])('%s', async (_, act, said) => {
    const thrown = await attempt(act);
    expect(thrown.status).toBe(422);
    expect(thrown.said).toContain(said);
  });

  it('by a change either, and its custom settings may name anything', async () => {
    const thrown = await attempt(async ({ exports, integrations }) => {
      const { _id } = await exports.create({ name: 'A', settings: { _exportId: 'x' } });
      await integrations.create({ name: 'B', installSteps: [{ _connectionId: 'gone' }] });
      await exports.update({ _id: String(_id), name: '' });
    });
    expect(thrown).toMatchObject({ status: 422 });
  });
});

describe('a document that another one names', () => {
  it('is not deleted before it', async () => {
    const thrown = await attempt(async ({ exports, flows }) => {
      const { _id = '' } = await exports.create({ name: 'A' });
      const flow = await flows.create({ name: 'F', pageGenerators: [{ _exportId: _id }] });
      await expect(exports.delete(_id)).rejects.toThrow(
        `exports/${_id} can't be deleted: flows/${flow._id} (F) names it in pageGenerators[0]._exportId.`,
      );
      await flows.delete(String(flow._id));
      await exports.delete(_id);
    });
    expect(thrown).toEqual({});
  });

  it('is a reading of the platform', async () => {
    const prepare = async (options: Options) => {
      const { connections, imports } = openAccount(options);
      const { _id = '' } = await connections.create({ name: 'A', type: 'http' });
      await imports.create({ name: 'I', _connectionId: _id });
      await connections.delete(_id).catch(() => {});
    };
    const report = await live(
      { prepare },
      { app: { installSteps: [{ name: 'Prepare', function: 'prepare' }] }, script: ['install'] },
    );
    expect(report.readings.map(({ rule }) => rule)).toContain(
      'An export, import, connection or script is not deleted while a flow, export or import names it.',
    );
  });
});

describe('a call that is ended on purpose', () => {
  const app = { installSteps: [{ name: 'Prepare', function: 'prepare' }] };

  it('has done what it had done, and is made again with the account as it is', async () => {
    const seen: number[] = [];
    const prepare = async (options: Options) => {
      const { exports, state } = openAccount(options);
      const found = await exports.find();
      seen.push(found.length);
      for (let made = found.length; made < 3; made++) await exports.create({ name: `E${made}` });
      await state.put('done', 1);
    };
    const report = await live({ prepare }, { app, script: ['install'], faults: { abortAfter: 2 } });
    expect(report.ending).toBe('done');
    // The last call is of the life without faults, with which this one is compared.
    expect(seen).toEqual([0, 2, 0]);
    expect(listCalls(report)).toEqual(['prepare 1 aborted', 'prepare 2']);
    const [aborted, again] = report.events[0]?.calls ?? [];
    expect(aborted).toMatchObject({ errors: [{ code: 'aborted' }] });
    expect(aborted?.requests.map(({ method, status }) => [method, status])).toEqual([
      ['GET', 204],
      ['POST', 201],
      ['POST', undefined],
    ]);
    expect(aborted?.changes.map(({ what, name }) => `${what} ${name}`)).toEqual(['made E0', 'made E1']);
    expect(again?.changes.map(({ what, kind }) => `${what} ${kind}`)).toEqual(['made exports', 'made state']);
  });

  it('is not ended if it changes less, and its answer may be lost all the same', async () => {
    let calls = 0;
    const prepare = () => {
      calls += 1;
    };
    const faults = { abortAfter: 1, loseAnswer: ['prepare'], repeatStep: ['other'] };
    const report = await live({ prepare, other: prepare }, { app, script: ['install'], faults });
    expect(listCalls(report)).toEqual(['prepare 1 answer lost', 'prepare 2']);
    expect(calls).toBe(2);
    expect(report.events[0]?.calls[0]).not.toHaveProperty('response');
  });

  it('gets nothing more from the account', async () => {
    const statuses: unknown[] = [];
    const prepare = async ({ bearerToken }: Options) => {
      const ask = (method: string) =>
        fetch(`${process.env.INTEGRATOR_IO_API}/v1/exports`, {
          method,
          headers: { authorization: `Bearer ${bearerToken}`, 'content-type': 'application/json' },
          ...(method === 'POST' && { body: '{"name":"E"}' }),
        }).then(
          ({ status }) => status,
          () => 'cut',
        );
      const all = Promise.all([ask('POST'), ask('POST')]);
      statuses.push(await all);
    };
    await live({ prepare }, { app, script: ['install'], faults: { abortAfter: 1 } });
    const answered = statuses.filter((both) => String(both).includes('201'));
    // The call that is made again, and that of the life without faults.
    const all = [201, 201];
    expect([statuses.length, answered]).toEqual([3, [all, all]]);
  });
});

describe('a watched call', () => {
  it('is cut off from the change that ends it on', () => {
    const watch = new AccountWatch(() => ({}) as never, {});
    const request = { method: 'PUT', path: '/v1/state/a', query: {}, headers: {}, body: 1, status: 200 };
    const call = watch.begin('token', 1);
    expect(watch.before(request, 'token')).toBeUndefined();
    expect(watch.after({ ...request, method: 'GET' }, 'token')).toBe(false);
    expect(watch.after({ ...request, status: 422 }, 'token')).toBe(false);
    expect(watch.after({ ...request, method: 'POST', path: '/v1/connections/c/export' }, 'token')).toBe(false);
    expect(watch.after({ ...request, path: '/v1/jobs/j/cancel' }, 'token')).toBe(false);
    expect(watch.after({ ...request, method: 'POST', path: '/v1/lookupcaches/c/data' }, 'token')).toBe(true);
    expect(watch.before(request, 'token')).toEqual({ drop: true });
    expect(call.changes).toBe(1);
  });
});

describe('the rate limit', () => {
  it('refuses every n-th request, with the seconds to wait', async () => {
    const seen: unknown[] = [];
    const prepare = async ({ bearerToken }: Options) => {
      for (let asked = 0; asked < 4; asked++) {
        const { status, headers } = await fetch(`${process.env.INTEGRATOR_IO_API}/v1/flows`, {
          headers: { authorization: `Bearer ${bearerToken}` },
        });
        seen.push([status, headers.get('retry-after')]);
      }
    };
    const app = { installSteps: [{ name: 'Prepare', function: 'prepare' }] };
    await live({ prepare }, { app, script: ['install'], faults: { 429: 2 } });
    expect(seen).toEqual([
      [204, null],
      [429, '1'],
      [204, null],
      [429, '1'],
    ]);
  });
});
