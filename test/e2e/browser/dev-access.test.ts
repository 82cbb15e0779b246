import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { servePageRoutes } from '../../dev/page-server.ts';
import { exchangeOf, failedRecordingOf, recordingOf } from '../../dev/recordings.ts';
import { findViolations } from './find-violations.ts';
import { openDevPage } from './open-dev-page.ts';

/** Serves five calls, the newest of which has all that a call can have. */
async function serveFive() {
  const server = await servePageRoutes({ saveTest: async () => 'test/orders.test.ts' });
  for (const name of ['one', 'two', 'three']) server.store.add(recordingOf({ address: { function: name } }));
  server.store.add(recordingOf());
  const findings = ['options.data is missing.', 'options.settings is missing.'];
  server.store.add(failedRecordingOf({ http: [exchangeOf()], findings }));
  return server;
}

/** Opens the page of the five calls, once all of them are there. */
async function openFive() {
  const page = await openDevPage((await serveFive()).url);
  await page.getByText('5 calls').waitFor();
  return page;
}

const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    const label = element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? '';
    return `${element?.getAttribute('role') ?? element?.tagName.toLowerCase()} ${label}`.slice(0, 40);
  });

const current = (page: Page) =>
  page.evaluate(() => {
    const row = document.activeElement?.getAttribute('aria-activedescendant');
    return row ? document.querySelector(`#${row} [role=gridcell]:nth-child(3)`)?.textContent?.split(' ')[0] : undefined;
  });

describe.each(['light', 'dark'] as const)('a page that is %s', (colorScheme) => {
  it.each([1400, 390])('with all there can be, %s pixels wide, has no violation that axe finds', async (width) => {
    const server = await serveFive();
    server.build.set({ status: 'broken', error: { message: 'Expected ";"', file: 'src/orders.ts', line: 3 } });
    const context = { colorScheme, bypassCSP: true, viewport: { width, height: 900 } };
    const page = await openDevPage(server.url, { context });
    await page.getByRole('checkbox', { name: /^Show what differs/ }).check();
    await page.locator('ins, del').first().waitFor();
    await page.getByText('https://shop.example/orders').click();
    await page.getByRole('button', { name: 'Save as test' }).click();
    await page.getByText('Saved as the test').waitFor();
    await page.getByRole('button', { name: 'Edit and call' }).click();
    await page.getByRole('textbox', { name: /^Options of the new call/ }).fill('{');
    await page.keyboard.press('Control+Enter');
    await page.getByText('This is not JSON').waitFor();
    expect(await findViolations(page)).toEqual([]);
  });

  it.each([
    ['ready, and empty', '', { status: 'ready', build: 'a1b2c3' }],
    ['building', '', { status: 'building' }],
    ['building for long', '', { status: 'building', notice: 'a.ts: was not loaded within 2 s; calls wait for it' }],
    ['without a token', 'none', { status: 'ready' }],
  ] as const)('%s, has none either', async (_, token, state) => {
    const server = await servePageRoutes();
    server.build.set(state);
    const url = token === 'none' ? `http://${server.host}/` : server.url;
    const page = await openDevPage(url, { context: { colorScheme, bypassCSP: true } });
    if (token !== 'none') await page.getByText(/^(Ready|Building)/).waitFor();
    expect(await findViolations(page)).toEqual([]);
  });

  it('has that brightness', async () => {
    const page = await openDevPage((await serveFive()).url, { context: { colorScheme } });
    const isDark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
    const ground = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    expect(isDark).toBe(colorScheme === 'dark');
    expect(ground).toBe(colorScheme === 'dark' ? 'rgb(20, 23, 28)' : 'rgb(246, 247, 249)');
  });
});

describe('by keyboard alone', () => {
  it('a user goes through the calls, into one, and back, without a click before', async () => {
    const page = await openFive();
    for (const [key, name] of [
      ['ArrowDown', 'tidyOrders'],
      ['ArrowDown', 'three'],
      ['ArrowDown', 'two'],
      ['ArrowUp', 'three'],
      ['End', 'one'],
      ['ArrowDown', 'one'],
      ['Home', 'tidyOrders'],
      ['PageDown', 'one'],
      ['PageUp', 'tidyOrders'],
    ] as const) {
      await page.keyboard.press(key);
      expect([key, await focused(page), await current(page)]).toEqual([key, 'grid Calls', name]);
    }
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('journey call');
    await page.keyboard.press('Escape');
    expect(await focused(page)).toBe('grid Calls');
  });

  it('the key / leads to the search, Escape empties it and leads back', async () => {
    const page = await openFive();
    await page.keyboard.press('/');
    expect(await focused(page)).toBe('input Search the calls');
    await page.keyboard.type('a/b');
    const search = page.getByRole('searchbox');
    expect(await search.inputValue()).toBe('a/b');
    await page.keyboard.press('Escape');
    expect(await search.inputValue()).toBe('');
    await page.keyboard.press('Escape');
    expect(await focused(page)).toBe('grid Calls');
    await page.keyboard.press('/');
    await page.keyboard.press('ArrowDown');
    expect(await focused(page)).toBe('grid Calls');
  });

  it('the first link skips to the calls', async () => {
    const page = await openFive();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await focused(page)).toBe('grid Calls');
    await page.getByText('5 calls').waitFor();
  });

  it('everything is reached in reading order, and the focus is seen', async () => {
    const page = await openFive();
    await page.getByRole('button', { name: 'Call again' }).waitFor();
    const met: string[] = [];
    for (let presses = 0; presses < 15; presses += 1) {
      await page.keyboard.press('Tab');
      met.push(await focused(page));
      const outline = await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle);
      expect([met.at(-1), outline]).toEqual([met.at(-1), 'solid']);
    }
    expect(met).toEqual(
      [
        'a Skip to the calls',
        'input Search the calls',
        'select Function',
        'select Outcome',
        'grid Calls',
        'button Call again',
        'button Edit and call',
        'button Save as event',
        'button Save as test',
        'region The stack of the error',
        'button Copy the stack',
        'input ',
        'section The value of the options',
        'button Copy the options',
        'summary POST https://shop.example/orders 422 34 ms',
      ].map((one) => one.slice(0, 40)),
    );
  });
});

describe('on a phone', () => {
  it('a call that is tapped comes into view, a button leads back, and nothing is wider than the screen', async () => {
    const context = { viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true };
    const page = await openDevPage((await serveFive()).url, { context });
    await page.getByRole('row', { name: /three/ }).tap();
    const title = page.getByRole('heading', { name: 'three answered' });
    await expect.poll(() => title.evaluate((element) => element.getBoundingClientRect().top < innerHeight)).toBe(true);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await page.getByRole('button', { name: 'Back to the calls' }).tap();
    expect(await focused(page)).toBe('grid Calls');
  });
});
