import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import type { LifeReport } from '../../../src/lifecycle/life-report.ts';
import { renderLifeHtml } from '../../../src/lifecycle/report/html.ts';
import type { Comparison } from '../../../src/simulator/report/comparison.ts';
import { renderHtml } from '../../../src/simulator/report/html.ts';
import type { RunReport } from '../../../src/simulator/report/types.ts';
import { CHROMIUM } from './setup.ts';

const folder = mkdtempSync(join(tmpdir(), 'page-'));
let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

interface Opened {
  /** The part of the address after the file. */
  readonly hash?: string;
  readonly context?: BrowserContextOptions;
  readonly comparison?: Comparison;
  /** Whether the test does what the page's policy refuses. */
  readonly mayBeRefused?: boolean;
}

/**
 * Saves a report as a page and opens it. In every test, only the page may be requested. Nothing may be printed to the
 * console, thrown, or refused by the page's policy.
 */
export async function openReport(report: RunReport, { comparison, ...opened }: Opened = {}): Promise<Page> {
  const file = join(folder, 'report.html');
  writeFileSync(file, await renderHtml(report, { comparison }));
  return openFile(file, opened);
}

/** Saves the report of a life as a page and opens it, with the same demands. */
export async function openLife(report: LifeReport, { comparison, ...opened }: Opened = {}): Promise<Page> {
  const file = join(folder, 'life.html');
  writeFileSync(file, await renderLifeHtml(report, { comparison }));
  return openFile(file, opened);
}

/** Opens a page that was saved, with the same demands. */
export async function openFile(
  file: string,
  { hash = '', context = {}, mayBeRefused = false }: Omit<Opened, 'comparison'> = {},
): Promise<Page> {
  const opened = await browser.newContext({ viewport: { width: 1400, height: 900 }, ...context });
  const page = await opened.newPage();
  const strays: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => void strays.push(message.text()));
  page.on('pageerror', ({ message }) => void strays.push(message));
  page.on('dialog', (dialog) => void strays.push(dialog.message()));
  page.on('request', (request) => void requests.push(request.url()));
  const address = `${pathToFileURL(file)}${hash}`;
  await page.goto(address);
  await page.getByRole('heading', { level: 1 }).waitFor();
  onTestFinished(async () => {
    await opened.close();
    if (!mayBeRefused) expect(strays).toEqual([]);
    expect(requests.filter((url) => url !== `${pathToFileURL(file)}`)).toEqual([]);
  });
  return page;
}

/** Counts the elements that a browser keeps, lays out and draws. */
export const elements = (page: Page) => page.evaluate(() => document.querySelectorAll('*').length);
