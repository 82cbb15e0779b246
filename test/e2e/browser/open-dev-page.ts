import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { CHROMIUM } from './setup.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
});
afterAll(async () => {
  await browser.close();
});

interface OpenSettings {
  readonly context?: BrowserContextOptions;
  /** Whether the test makes the browser print errors: it ends the server, or does what is refused. */
  readonly mayPrint?: boolean;
}

/**
 * Opens the page of live development. In every test, only its own server may be requested. Nothing may be thrown, shown
 * as a dialog or refused by the page's policy.
 */
export async function openDevPage(url: string, { context = {}, mayPrint = false }: OpenSettings = {}): Promise<Page> {
  const opened = await browser.newContext({ viewport: { width: 1400, height: 900 }, ...context });
  const page = await opened.newPage();
  const printed: string[] = [];
  const strays: string[] = [];
  const { origin } = new URL(url);
  page.on('console', (message) => void printed.push(message.text()));
  page.on('pageerror', ({ message }) => void strays.push(message));
  page.on('dialog', (dialog) => void strays.push(dialog.message()));
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== origin && request.url() !== 'data:,') strays.push(request.url());
  });
  await page.goto(url);
  await page.getByRole('heading', { level: 1 }).waitFor();
  onTestFinished(async () => {
    await opened.close();
    expect(strays).toEqual([]);
    if (!mayPrint) expect(printed).toEqual([]);
  });
  return page;
}

/** The texts of the visible rows, newest first: `16:05:12 answered hook.tidyOrders …`. */
export async function listRows(page: Page): Promise<string[]> {
  const rows = await page.getByRole('grid', { name: 'Calls' }).locator('.body [role=row]').all();
  return await Promise.all(rows.map(async (row) => (await row.innerText()).replaceAll(/\s+/g, ' ').trim()));
}
