import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { LifeReport } from '../../../src/lifecycle/life-report.ts';
import { runSampleLife, spoilLife } from '../../lifecycle/report/sample-life.ts';
import { findViolations } from './find-violations.ts';
import { openLife } from './open.ts';

const sample = await runSampleLife('diy', { faults: { loseAnswer: true, repeatStep: true } });
const spoiled = spoilLife(sample);

/** Opens every part of a page. */
async function openAll(page: Page): Promise<void> {
  const closed = page.locator('details:not([open]) > summary');
  while ((await closed.count()) > 0) await closed.first().click();
}

/** The focused element, as a screen reader names it. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    const label = element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? '';
    return `${element?.getAttribute('role') ?? element?.tagName.toLowerCase()} ${label}`;
  });

/** The row that the focused table points to. */
const current = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-activedescendant'));

const edit = { of: 'event connect', path: 'message', before: 'a', after: 'b', later: [] };
const comparison = { since: 'orders.baseline.json', edits: [edit], leftOut: 0 };

describe.each(['light', 'dark'] as const)('the page of a life that is %s', (colorScheme) => {
  it.each([
    ['an event that broke a rule', '#event=4', 1400],
    ['an event with documents', '#event=3', 1400],
    ['the account before', '#event=0', 1400],
    ['an event on a phone', '#event=3', 390],
  ])('has no violation that axe finds, with all of it opened: %s', async (_, hash, width) => {
    // axe enters the page as a script, which the page's policy would refuse.
    const context = { colorScheme, bypassCSP: true, viewport: { width, height: 900 } };
    const page = await openLife(spoiled, { hash, comparison, context });
    await openAll(page);
    expect(await findViolations(page)).toEqual([]);
  });
});

describe('the page of a life on a phone', () => {
  it('has nothing to scroll sideways', async () => {
    const page = await openLife(spoiled, { hash: '#event=3', context: { viewport: { width: 390, height: 844 } } });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(await page.locator('.events').evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
  });
});

describe('by keyboard alone, in the page of a life', () => {
  it('a user gets from the top to the events, through them, into one, and back', async () => {
    const page = await openLife(sample);
    const heading = page.locator('#event');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('a Skip to the events');
    await page.keyboard.press('Enter');
    expect(await focused(page)).toBe('grid Events');
    for (const [key, title] of [
      ['ArrowDown', 'Event 2: submit form'],
      ['ArrowUp', 'Event 1: install'],
      ['Home', 'Before the first event'],
      ['ArrowUp', 'Before the first event'],
      ['End', 'Event 13: uninstall'],
      ['ArrowDown', 'Event 13: uninstall'],
      ['PageUp', 'Before the first event'],
    ] as const) {
      await page.keyboard.press(key);
      expect([key, await heading.innerText()]).toEqual([key, title]);
    }
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('journey');
    await page.keyboard.press('Escape');
    expect(await focused(page)).toBe('grid Events');
    expect(await current(page)).toBe('row-1');
  });
});

const HOSTILE = [
  '<script>alert(1)</script>',
  '</script><script>alert(2)</script>',
  '<img src=x onerror=alert(3)>',
  '"><svg onload=alert(4)>',
  '</title><style>*{display:none}</style>',
  '\u2028\u0000\u202e&lt;b&gt;&amp;',
].join(' ');

/** Replaces every text of a report but the fixed words and the ids. */
function makeHostile(report: LifeReport): LifeReport {
  const fixed = new Set(['done', 'failed', 'refused', 'made', 'changed', 'deleted', ...Object.keys(report.before)]);
  const keep = new Set(['what', 'kind', 'outcome', 'ending', 'by', '_id', 'basis', 'generation']);
  const change = (key: string, value: unknown) =>
    typeof value === 'string' && !keep.has(key) && !fixed.has(value) ? HOSTILE : value;
  return JSON.parse(JSON.stringify(report, change));
}

it('the page of a life shows texts of apps as text: nothing of it runs, loads or becomes markup', async () => {
  const hostile = { of: HOSTILE, path: HOSTILE, before: HOSTILE, after: HOSTILE, later: [] };
  const page = await openLife(makeHostile(spoiled), {
    hash: '#event=3',
    comparison: { since: HOSTILE, edits: [hostile], leftOut: 0 },
  });
  expect(await page.title()).toContain('<script>alert(1)</script>');
  await openAll(page);
  await expect.poll(() => page.getByText('<img src=x onerror=alert(3)>').count()).toBeGreaterThan(10);
  // Two scripts and one style are the page's own.
  expect(await page.locator('script').count()).toBe(2);
  expect(await page.locator('style').count()).toBe(1);
  expect(await page.locator('img, iframe, object, [onerror], [onload]').count()).toBe(0);
  expect(await page.locator('a:not([href^="#"])').count()).toBe(0);
});
