import { define } from 'integrator-extension-lambda';
import { createPlatform, type Platform } from 'integrator-extension-lambda/platform-api';
import { createHarness } from 'integrator-extension-lambda/testing';
import { describe, expect, it, vi } from 'vitest';
import { CONNECTION, failureOf, start } from './account.ts';

const ANSWERED = Symbol.for('integrator.io/answered');

describe('a client whose function has answered', () => {
  it('refuses to make a request, and sends nothing', async () => {
    const { fake, platform, options } = await start();
    await platform.tokenInfo();
    Object.assign(options, { [ANSWERED]: true });
    await expect(platform.tokenInfo()).rejects.toThrow(
      'GET /v1/tokenInfo: platform_token_expired: The function has answered, and its token died with that: ' +
        'finish every call before answering.',
    );
    expect(fake.requests).toHaveLength(1);
  });

  it('does not retry', async () => {
    const { fake, platform, options } = await start();
    fake.fail({ status: 503, headers: { 'retry-after': '1' } });
    const call = failureOf(platform.tokenInfo());
    await expect.poll(() => fake.requests[0]?.status).toBe(503);
    Object.assign(options, { [ANSWERED]: true });
    expect(await call).toMatchObject({ code: 'platform_token_expired' });
    expect(fake.requests).toHaveLength(1);
  });

  it('reports a request that was stopped with that', async () => {
    const abort = new AbortController();
    const { fake, platform, options } = await start({}, { signal: abort.signal });
    fake.fail({ delay: 5000 });
    const call = failureOf(platform.tokenInfo());
    await expect.poll(() => fake.requests.length).toBe(1);
    Object.assign(options, { [ANSWERED]: true });
    abort.abort();
    expect(await call).toMatchObject({ code: 'platform_token_expired' });
  });

  it.each([undefined, false])('is one whose options are marked: %j is no mark', async (mark) => {
    const { platform, options } = await start();
    Object.assign(options, { [ANSWERED]: mark });
    expect(await platform.tokenInfo()).toMatchObject({ scope: '*' });
  });
});

describe('an aborted signal', () => {
  const timeUp = new Error('time is up');

  it('stops a request in flight, with its reason', async () => {
    const abort = new AbortController();
    const { fake, platform } = await start({}, { signal: abort.signal });
    fake.fail({ delay: 5000 });
    const call = failureOf(platform.tokenInfo());
    await expect.poll(() => fake.requests.length).toBe(1);
    abort.abort(timeUp);
    expect(await call).toBe(timeUp);
  });

  it('stops a wait for the next attempt', async () => {
    const abort = new AbortController();
    const { fake, platform } = await start({}, { signal: abort.signal });
    fake.fail({ status: 429, headers: { 'retry-after': '30' } });
    const call = failureOf(platform.tokenInfo());
    await expect.poll(() => fake.requests[0]?.status).toBe(429);
    abort.abort(timeUp);
    expect(await call).toBe(timeUp);
    expect(fake.requests).toHaveLength(1);
  });

  it('stops a wait for the rate limit', async () => {
    const abort = new AbortController();
    const { fake, platform } = await start({}, { signal: abort.signal, rate: { burst: 1, perSecond: 0.01 } });
    await platform.tokenInfo();
    const call = failureOf(platform.tokenInfo());
    abort.abort(timeUp);
    expect(await call).toBe(timeUp);
    expect(fake.requests).toHaveLength(1);
  });

  it('lets nothing be sent any more', async () => {
    const { fake, platform } = await start({}, { signal: AbortSignal.abort(timeUp) });
    expect(await failureOf(platform.tokenInfo())).toBe(timeUp);
    expect(fake.requests).toEqual([]);
  });

  it('may belong to one request only', async () => {
    const { fake, platform } = await start();
    fake.connections.set(CONNECTION, {});
    expect(await failureOf(platform.tokenInfo({ signal: AbortSignal.abort(timeUp) }))).toBe(timeUp);
    expect(await platform.connections.ping(CONNECTION)).toEqual({ code: 200 });
  });
});

describe('the base URL of the API', () => {
  it.each([
    [{}, 'https://api.integrator.io/v1/tokenInfo'],
    [{ region: 'na' }, 'https://api.integrator.io/v1/tokenInfo'],
    [{ region: 'eu' }, 'https://api.eu.integrator.io/v1/tokenInfo'],
    [{ region: 'eu', baseUrl: 'https://proxy.example.com/' }, 'https://proxy.example.com/v1/tokenInfo'],
  ] as const)('of %j is %s', async (place, url) => {
    const fetched = vi.spyOn(globalThis, 'fetch').mockResolvedValue(Response.json({ scope: '*' }));
    try {
      await createPlatform({ options: { bearerToken: 'token' }, ...place }).tokenInfo();
      expect(fetched.mock.calls.map(([request]) => Object(request).url)).toEqual([url]);
    } finally {
      fetched.mockRestore();
    }
  });

  it('is required if the region is none', () => {
    expect(() => createPlatform({ options: { bearerToken: 'token' }, region: 'us' as 'na' })).toThrow(
      'createPlatform: platform_unknown_region: region: found "us", expected na or eu.',
    );
  });
});

describe('a client that outlives its call', () => {
  it('is of no more use, and a request in flight is stopped', async () => {
    const { fake, token } = await start();
    let kept: Platform | undefined;
    let running: Promise<unknown> | undefined;
    const leave = define.utility(async (options, _callback, { signal }) => {
      kept = createPlatform({ options, signal, baseUrl: fake.url });
      await kept.state.put('runs', 1);
      fake.fail({ delay: 5000 });
      running = failureOf(kept.tokenInfo());
      await expect.poll(() => fake.requests.length).toBe(2);
      return { done: true };
    });
    const { call } = createHarness({ leave });
    expect(await call('leave', { bearerToken: token })).toEqual({ done: true });
    expect(await running).toMatchObject({ code: 'platform_token_expired' });
    await expect(kept?.tokenInfo()).rejects.toMatchObject({ code: 'platform_token_expired' });
    expect(fake.requests).toHaveLength(2);
  });

  it("fails with its call's error, if that is out of time", async () => {
    const { fake, token } = await start();
    fake.fail({ delay: 5000 });
    const ask = define.utility(async (options, _callback, { signal }) =>
      createPlatform({ options, signal, baseUrl: fake.url }).tokenInfo(),
    );
    const harness = createHarness({ ask });
    const late = failureOf(harness.call('ask', { bearerToken: token }, { timeout: 1000 }));
    await expect.poll(() => fake.requests.length).toBe(1);
    await harness.advance(1000);
    expect(await late).toMatchObject({ code: 'function_timeout' });
  });
});
