import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { servePageRoutes } from '../../dev/page-server.ts';
import { exchangeOf, failedRecordingOf, recordingOf } from '../../dev/recordings.ts';
import { listRows, openDevPage } from './open-dev-page.ts';

const context = { timezoneId: 'UTC' };
const at = (second: number) => `2026-11-30T16:05:${String(second).padStart(2, '0')}.000Z`;

/** A server with three calls: one that was answered, one that failed, one with two findings. */
async function serveThree(settings: Parameters<typeof servePageRoutes>[0] = {}) {
  const server = await servePageRoutes(settings);
  server.store.add(recordingOf({ when: at(1), id: 'first' }));
  server.store.add(failedRecordingOf({ when: at(2), id: 'second' }));
  const findings = ['response.data has 1 element, expected 2.', 'response.errors is missing.'];
  server.store.add(
    recordingOf({ when: at(3), id: 'third', address: { function: 'loadPage' }, kind: 'export', findings }),
  );
  return server;
}

/** Hides a page as another tab does, or shows it again. */
async function setVisibility(page: Page, state: 'hidden' | 'visible'): Promise<void> {
  await page.evaluate((to) => {
    Object.defineProperty(document, 'visibilityState', { value: to, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, state);
}

const openThree = async () => openDevPage((await serveThree()).url, { context });

describe('the calls', () => {
  it('are shown with all that a list can say, newest first', async () => {
    const page = await openThree();
    await expect
      .poll(() => listRows(page))
      .toEqual([
        '16:05:03 answered loadPage export 12 ms 152 B 2',
        '16:05:02 failed tidyOrders no_customer: found no customer preSavePage 12 ms 120 B',
        '16:05:01 answered tidyOrders preSavePage 12 ms 152 B',
      ]);
    expect(await page.title()).toBe('Live calls of src/orders.ts');
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Live calls of src/orders.ts');
  });

  it('appear as they come, and the newest is looked at until another is chosen', async () => {
    const server = await servePageRoutes();
    const page = await openDevPage(server.url, { context });
    await page.getByText('No call has come yet.').waitFor();
    server.store.add(recordingOf({ id: 'one' }));
    await page.getByRole('heading', { name: 'tidyOrders answered' }).waitFor();
    server.store.add(recordingOf({ address: { function: 'two' } }));
    await page.getByRole('heading', { name: 'two answered' }).waitFor();
    await page.getByRole('row', { name: /tidyOrders/ }).click();
    server.store.add(recordingOf({ address: { function: 'three' } }));
    await page.getByRole('row', { name: /three/ }).waitFor();
    expect(await page.getByRole('heading', { name: 'tidyOrders answered' }).count()).toBe(1);
    await page.getByRole('button', { name: 'Follow the newest' }).click();
    await page.getByRole('heading', { name: 'three answered' }).waitFor();
  });

  it('come to a seventh tab too, and to a hidden one when it is shown again', async () => {
    const server = await servePageRoutes();
    const first = await openDevPage(server.url, { context });
    await first.getByText('No call has come yet.').waitFor();
    server.store.add(recordingOf({ address: { function: 'before' } }));
    await first.getByRole('heading', { name: 'before answered' }).waitFor();
    await setVisibility(first, 'hidden');
    // Browsers allow six connections to a server.
    for (let tab = 2; tab <= 7; tab++) {
      const page = await first.context().newPage();
      await page.goto(server.url);
      await page.getByRole('heading', { name: 'before answered' }).waitFor();
      await setVisibility(page, 'hidden');
    }
    server.store.add(recordingOf({ address: { function: 'unseen' } }));
    server.store.add(recordingOf({ address: { function: 'after' } }));
    expect((await listRows(first)).length).toBe(1);
    await setVisibility(first, 'visible');
    await first.getByRole('heading', { name: 'after answered' }).waitFor();
    const shown = (await listRows(first)).map((row) => row.split(' ')[2]);
    expect(shown).toEqual(['after', 'unseen', 'before']);
  });

  it('are filtered by function, by outcome and by any text that was sent', async () => {
    const page = await openThree();
    const status = page.getByRole('search').getByRole('status');
    await expect.poll(() => status.innerText()).toBe('3 calls');
    await page.getByLabel('Function').selectOption('tidyOrders');
    await expect.poll(() => status.innerText()).toBe('2 of 3 calls');
    await page.getByLabel('Outcome').selectOption('failed');
    await expect.poll(() => status.innerText()).toBe('1 of 3 calls');
    await page.getByLabel('Function').selectOption('any function');
    await page.getByLabel('Outcome').selectOption('with findings');
    await expect.poll(() => listRows(page)).toEqual(['16:05:03 answered loadPage export 12 ms 152 B 2']);
    await page.getByLabel('Outcome').selectOption('any outcome');
    await page.getByRole('searchbox').fill('SRC/orders.ts:12');
    await expect.poll(async () => (await listRows(page)).map((row) => row.slice(0, 15))).toEqual(['16:05:02 failed']);
  });

  it('that come while a text is looked for are shown if they have it', async () => {
    const server = await serveThree();
    const page = await openDevPage(server.url, { context });
    await page.getByRole('searchbox').fill('grace hopper');
    await page.getByText('No call fits.').waitFor();
    server.store.add(recordingOf({ response: 'nobody' }));
    server.store.add(recordingOf({ response: 'Grace Hopper' }));
    await page.getByText('1 of 5 calls').waitFor();
  });
});

describe('a call', () => {
  it('has its facts, options and response', async () => {
    const page = await openThree();
    await page.getByRole('row', { name: /16:05:01/ }).click();
    await page.getByRole('heading', { name: 'tidyOrders answered' }).waitFor();
    const facts = await page.locator('.facts').innerText();
    for (const fact of [at(1), 'preSavePage', '12 ms', '120 B', '32 B', 'a1b2c3', 'first'])
      expect(facts).toContain(fact);
    const options = await page.getByRole('region', { name: 'The value of the options' }).innerText();
    expect(options).toContain('apiKey: "«secret:connection.encrypted.apiKey»"');
    expect(await page.getByRole('region', { name: 'The value of the response' }).innerText()).toContain('id: 1');
    expect(await page.locator('.log').innerText()).toBe('info tidied {"orders":1}');
  });

  it('that failed has its errors and their stack, and no response', async () => {
    const page = await openThree();
    await page.getByRole('row', { name: /16:05:02/ }).click();
    await page.getByText('no_customer found no customer').waitFor();
    const stack = await page.getByRole('region', { name: 'The stack of the error' }).innerText();
    expect(stack).toContain('at tidyOrders (src/orders.ts:12:9)');
    expect(await page.getByRole('region', { name: 'The value of the response' }).count()).toBe(0);
  });

  it('has the broken rules of its contract', async () => {
    const page = await openThree();
    await page.getByRole('heading', { name: '2 broken rules of the contract' }).waitFor();
    await page.getByText('response.errors is missing.').waitFor();
  });

  it('shows what differs from the previous call of its function', async () => {
    const server = await serveThree();
    const options = { data: [{ id: 1, email: 'grace@example.com' }], settings: { apiKey: '«secret:x»' } };
    server.store.add(recordingOf({ when: at(4), options, response: { data: [{ id: 1 }], errors: [] } }));
    const page = await openDevPage(server.url, { context });
    await page.getByRole('checkbox', { name: 'Show what differs from its previous call at 16:05:02' }).check();
    const value = page.getByRole('region', { name: 'The value of the options' });
    await value.getByText('email: "grace@example.com"').waitFor();
    expect(await value.locator('del').allInnerTexts()).toEqual([
      expect.stringContaining('email: "ada@example.com"'),
      expect.stringContaining('apiKey: "«secret:connection.encrypted.apiKey»"'),
    ]);
    expect(await value.locator('ins').first().innerText()).toContain('email: "grace@example.com"');
    const result = page.getByRole('region', { name: 'The value of the response' });
    expect(await result.locator('del').allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringContaining('code: "no_customer"')]),
    );
    // The choice stays for the next call.
    await page.getByRole('row', { name: /16:05:02/ }).click();
    await page.getByRole('checkbox', { name: /previous call at 16:05:01/, checked: true }).waitFor();
    await page.getByRole('heading', { name: 'Options the same as before' }).waitFor();
    await page.getByRole('row', { name: /16:05:01/ }).click();
    await page.getByText('No earlier call of this function is kept.').waitFor();
  });

  it('has the HTTP requests that it sent, with their bodies', async () => {
    const server = await servePageRoutes();
    const http = [
      exchangeOf({
        url: 'https://shop.example/orders?page=2',
        requestHeaders: { authorization: 'Bearer «secret:bearerToken»' },
        responseBody: 'no such <b>customer</b>',
      }),
      { method: 'GET', url: 'http://127.0.0.1:9/', requestHeaders: {}, error: 'connect ECONNREFUSED', ms: 2 },
      {
        method: 'GET',
        url: 'https://shop.example/logo',
        requestHeaders: {},
        status: 200,
        responseBody: 'iVBORw0K',
        responseEncoding: 'base64',
        ms: 3,
      },
    ] as const;
    server.store.add(recordingOf({ http }));
    const page = await openDevPage(server.url, { context });
    await page.getByRole('heading', { name: 'It sent 3 HTTP requests' }).waitFor();
    await page.getByText('https://shop.example/orders?page=2').click();
    await page.getByText('Bearer «secret:bearerToken»').waitFor();
    expect(await page.getByRole('region', { name: 'The body of request 1' }).innerText()).toContain('order: 7');
    expect(await page.getByRole('region', { name: 'The body of answer 1' }).innerText()).toBe(
      'no such <b>customer</b>',
    );
    await page.getByText('http://127.0.0.1:9/').click();
    await page.getByText('No answer: connect ECONNREFUSED').waitFor();
    await page.getByText('https://shop.example/logo').click();
    await page.getByText('binary, as base64:').waitFor();
  });

  it('that is no longer kept says so', async () => {
    const server = await serveThree();
    const page = await openDevPage(server.url, { context, mayPrint: true });
    await page.getByRole('row', { name: /16:05:03/ }).waitFor();
    await page.goto(`http://${server.host}/#call=gone`);
    await page.reload();
    await page.getByText('Found no call gone. Only the newest calls are kept, now 3.').waitFor();
  });
});

describe('the build', () => {
  it('is shown as it goes on: building, broken with file and line, ready', async () => {
    const server = await servePageRoutes();
    const page = await openDevPage(server.url);
    const banner = page.locator('.build');
    await expect.poll(() => banner.innerText()).toBe('Ready: build a1b2c3 answers.');
    server.build.set({ status: 'building' });
    await expect.poll(() => banner.innerText()).toBe('Building: new calls wait.');
    server.build.set({
      status: 'broken',
      error: { message: 'Expected ";" but found "}"', file: 'src/orders.ts', line: 7 },
    });
    await expect
      .poll(() => banner.innerText())
      .toBe(
        'The build is broken. src/orders.ts:7 Expected ";" but found "}"\n' +
          'Calls are answered with build_failed until it is built again.',
      );
  });
});

/** Opens the page of three calls, and ends its server. */
async function openAndLose() {
  const server = await serveThree();
  const page = await openDevPage(server.url, { context, mayPrint: true });
  await page.getByText('3 calls').waitFor();
  await server.close();
  return { server, page, port: Number(server.host.split(':')[1]) };
}

describe('the connection', () => {
  it('is made again after it was lost, with the calls that came meanwhile', async () => {
    const { server, page, port } = await openAndLose();
    await page.getByText('The connection is lost.').waitFor();
    server.store.add(recordingOf());
    await servePageRoutes({ store: server.store }, { port });
    await page.getByText('4 calls').waitFor();
    expect(await page.getByText('The connection is lost.').count()).toBe(0);
  });

  it('to a new process shows its calls alone', async () => {
    const { page, port } = await openAndLose();
    const next = await servePageRoutes({}, { port });
    next.store.add(recordingOf({ address: { function: 'afresh' } }));
    await expect.poll(async () => (await listRows(page)).join()).toMatch(/afresh/);
    expect(await listRows(page)).toHaveLength(1);
  });

  it('ends with a token that is not valid, and begins with the right address', async () => {
    const server = await serveThree();
    const page = await openDevPage(`http://${server.host}/#another-token-than-its`, { context, mayPrint: true });
    await page.getByRole('heading', { name: 'This page’s token is no longer valid' }).waitFor();
    await page.goto(server.url);
    await page.getByText('3 calls').waitFor();
  });

  it('needs a token, which leaves the address and lasts as long as the tab', async () => {
    const server = await serveThree();
    const page = await openDevPage(`http://${server.host}/`, { context });
    await page.getByRole('heading', { name: 'This page has no token' }).waitFor();
    await page.goto(server.url);
    await page.getByText('3 calls').waitFor();
    expect(page.url()).toBe(`http://${server.host}/`);
    await page.reload();
    await page.getByText('3 calls').waitFor();
  });
});
