import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { reportOf } from '../../simulator/report/fixture.ts';
import { runSample } from '../../simulator/report/sample-flow.ts';
import { findViolations } from './find-violations.ts';
import { openReport } from './open.ts';

/** The focused element, as a screen reader names it. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    const label = element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? '';
    return `${element?.getAttribute('role') ?? element?.tagName.toLowerCase()} ${label}`.slice(0, 40);
  });

const current = (page: Page) =>
  page.evaluate(() => {
    const row = document.activeElement?.getAttribute('aria-activedescendant');
    return row ? document.querySelector(`#${row} [role=gridcell]:nth-child(2)`)?.textContent : undefined;
  });

describe.each(['light', 'dark'] as const)('a page that is %s', (colorScheme) => {
  it.each([
    ['with its errors shown', '#record=2:17'],
    ['with a record shown that changed', '#record=0:0'],
  ])('%s, has no violation that axe finds', async (_, hash) => {
    // axe enters the page as a script, which the page's policy would refuse.
    const page = await openReport(reportOf(), { hash, context: { colorScheme, bypassCSP: true } });
    expect(await findViolations(page)).toEqual([]);
  });

  it.each([1400, 390])(
    'with branches, warnings and all else there can be, %s pixels wide, has none either',
    async (width) => {
      const sample = await runSample('regions', { faults: { retryPage: 0 } });
      const warnings = [{ document: 'flow.json', path: 'routers[0]', message: 'found a name twice' }];
      const edit = { of: 'record 0:3', stage: 'By region', path: 'output.spam', before: false, after: true, later: [] };
      const comparison = { since: 'regions.json', edits: [edit], leftOut: 0 };
      const context = { colorScheme, bypassCSP: true, viewport: { width, height: 900 } };
      const page = await openReport({ ...sample, warnings }, { hash: '#record=0:3', comparison, context });
      for (const summary of await page.locator('main > details > summary').all()) await summary.click();
      expect(await findViolations(page)).toEqual([]);
    },
  );

  it('has that brightness', async () => {
    const page = await openReport(reportOf(), { context: { colorScheme } });
    const brightness = await page.evaluate(() => {
      const context = document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D;
      context.fillStyle = getComputedStyle(document.documentElement).backgroundColor;
      context.fillRect(0, 0, 1, 1);
      return context.getImageData(0, 0, 1, 1).data[0] as number;
    });
    expect(brightness > 128).toBe(colorScheme === 'light');
  });
});

describe('by keyboard alone', () => {
  it('a user gets from the top to the records, through them, into a journey, and back', async () => {
    const page = await openReport(reportOf());
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('a Skip to the records');
    await page.keyboard.press('Enter');
    expect(await focused(page)).toBe('grid Records');
    expect(await current(page)).toBe('0:0');

    for (const [key, cell] of [
      ['ArrowDown', '0:1'],
      ['ArrowDown', '0:2'],
      ['ArrowUp', '0:1'],
      ['End', '14:19'],
      ['ArrowDown', '14:19'],
      ['Home', '0:0'],
      ['ArrowUp', '0:0'],
      ['PageDown', '0:18'],
    ] as const) {
      await page.keyboard.press(key);
      expect([key, await current(page)]).toEqual([key, cell]);
    }

    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('journey');
    await page.keyboard.press('Escape');
    expect(await focused(page)).toBe('grid Records');
    expect(await current(page)).toBe('0:18');
  });

  it('everything is reached in reading order', async () => {
    const page = await openReport(reportOf());
    const met: string[] = [];
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press('Tab');
      met.push(await focused(page));
    }
    const expected = [
      'a Skip to the records',
      'a page 2',
      'a record 0:3',
      'section The stages of the flow',
      'a preMap prepareOrders 276 in, 276 out ⚠ broken rule'.slice(0, 40),
      'slider Page to look at',
      'a Show its 20 records',
      'a record 1:8',
      'button Show all 17',
      'input Search the records',
      'select Outcome',
      'select Held back at',
      'select Called by',
      'grid Records',
      'section The record at export',
    ];
    // After the last element, the focus begins anew.
    expect(met.filter((one) => expected.includes(one)).slice(0, expected.length)).toEqual(expected);
  });

  it('the search leads on to the table', async () => {
    const page = await openReport(reportOf());
    await page.getByRole('searchbox').focus();
    await page.keyboard.type('hopper');
    await page.keyboard.press('ArrowDown');
    expect(await focused(page)).toBe('grid Records');
    expect(await current(page)).toBe('0:1');
    await page.keyboard.press('ArrowDown');
    expect(await current(page)).toBe('0:6');
  });

  it('a stage of the picture is followed by Enter', async () => {
    const page = await openReport(reportOf());
    await page.getByRole('link', { name: /^import/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('10 of 300 records').waitFor();
    expect(await focused(page)).toBe('grid Records');
  });
});
