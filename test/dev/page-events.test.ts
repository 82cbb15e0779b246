import { describe, expect, it } from 'vitest';
import { CallStore } from '../../src/dev/call-store.ts';
import { readEvents } from '../../src/dev/page/read-events.ts';
import { type PageServer, servePageRoutes, TOKEN } from './page-server.ts';
import { recordingOf } from './recordings.ts';

/** Opens the stream of events over a real connection. */
async function openEvents({ host }: PageServer, last?: string) {
  const closing = new AbortController();
  const answer = await fetch(`http://${host}/api/events`, {
    headers: { authorization: `Bearer ${TOKEN}`, ...(last !== undefined && { 'last-event-id': last }) },
    signal: closing.signal,
  });
  if (!answer.body) throw new Error('The stream has no body.');
  const events = readEvents(answer.body);
  const next = async () => {
    const { value } = await events.next();
    if (!value) throw new Error('The stream has ended.');
    return { name: value.name, id: value.id, data: JSON.parse(value.data) };
  };
  return { answer, next, close: () => closing.abort() };
}

const numbers = ({ data }: { readonly data: { readonly calls: readonly { number: number }[] } }) =>
  data.calls.map(({ number }) => number);

describe('the stream of events', () => {
  it('begins with the module, all calls and the build, and goes on with what happens', async () => {
    const server = await servePageRoutes();
    const { run } = server.store;
    const added = [recordingOf(), recordingOf()].map((one) => server.store.add(one));
    const { answer, next } = await openEvents(server);
    expect(answer.headers.get('content-type')).toBe('text/event-stream');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await next()).toEqual({ name: 'hello', id: `${run}:0`, data: { module: 'src/orders.ts', run } });
    expect(await next()).toEqual({ name: 'calls', id: `${run}:2`, data: { calls: added, oldest: 1 } });
    expect(await next()).toMatchObject({ name: 'build', data: { status: 'ready', build: 'a1b2c3' } });
    const third = server.store.add(recordingOf());
    expect(await next()).toEqual({ name: 'calls', id: `${run}:3`, data: { calls: [third], oldest: 1 } });
    const broken = { status: 'broken', error: { message: 'Expected ";"', file: 'src/orders.ts', line: 3 } } as const;
    server.build.set(broken);
    expect(await next()).toEqual({ name: 'build', id: `${run}:3`, data: broken });
  });

  it('goes on after the last call that a page has: none is lost and none comes twice', async () => {
    const server = await servePageRoutes();
    for (let count = 0; count < 3; count += 1) server.store.add(recordingOf());
    const { next } = await openEvents(server);
    await next();
    const { id } = await next();
    server.cut();
    server.store.add(recordingOf());
    server.store.add(recordingOf());
    const again = await openEvents(server, id);
    expect((await again.next()).name).toBe('hello');
    expect(numbers(await again.next())).toEqual([4, 5]);
  });

  it('sends all calls to a page that has those of another process, or names none', async () => {
    const server = await servePageRoutes();
    server.store.add(recordingOf());
    for (const last of [`${new CallStore().run}:1`, `${server.store.run}:x`, `${server.store.run}`, '']) {
      const { next } = await openEvents(server, last);
      await next();
      expect(numbers(await next())).toEqual([1]);
    }
  });

  it('sends calls that come at once in few events, with the oldest that is kept', async () => {
    const server = await servePageRoutes({ store: new CallStore({ calls: 100 }) });
    const { next } = await openEvents(server);
    expect([(await next()).name, (await next()).name]).toEqual(['hello', 'build']);
    for (let count = 0; count < 250; count += 1) server.store.add(recordingOf());
    const event = await next();
    expect(event.data.oldest).toBe(151);
    expect(numbers(event)).toHaveLength(100);
  });

  it('does not repeat the state of a build that has not changed', async () => {
    const server = await servePageRoutes();
    const { next } = await openEvents(server);
    await next();
    await next();
    server.build.set({ ...server.build.current() });
    server.store.add(recordingOf());
    expect((await next()).name).toBe('calls');
  });

  it('is left by a page that closes: nobody listens any longer', async () => {
    const server = await servePageRoutes();
    const { next, close } = await openEvents(server);
    await next();
    await expect.poll(() => server.build.listeners).toBe(1);
    close();
    await expect.poll(() => server.build.listeners).toBe(0);
  });
});
