import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { RunReport } from '../../../src/simulator/report/types.ts';
import { reportOf } from '../../simulator/report/fixture.ts';
import { elements, openReport } from './open.ts';

const grid = (page: Page) => page.getByRole('grid', { name: 'Records' });
const status = (page: Page) => page.getByRole('status');
const search = (page: Page) => page.getByRole('searchbox');
const journey = (page: Page) => page.getByRole('region', { name: /^Record \d/ });
const selected = (page: Page) => page.locator('[role=row][aria-selected=true]');

describe('the page of a run', () => {
  it('shows how the run ended, the outcome of the records, and the broken rules first', async () => {
    const page = await openReport(reportOf());
    expect(await page.title()).toBe('Orders to the shop');
    const header = await page.locator('header').innerText();
    expect(header).toContain('Rules were broken');
    expect(header.replaceAll(/\s+/g, ' ')).toContain('pages 15 exported 300 imported 266 ignored 17 errors 17');
    const [first] = await page.locator('main > section').allInnerTexts();
    expect(first).toContain('2 broken rules');
    expect(first).toContain('response[3].data.at');
  });

  it('of a run without a fault shows that', async () => {
    const page = await openReport({ ...reportOf({ records: 3 }), breaches: [] });
    expect(await page.locator('header').innerText()).toContain('No rule was broken');
    expect(await page.getByText('broken rule').count()).toBe(0);
  });

  it('shows the flow with the counts of each stage, which link to the records that left there', async () => {
    const page = await openReport(reportOf());
    const stage = page.getByRole('link', { name: 'preSavePage dropTestOrders 300 in, 276 out 17 ignored 7 errors' });
    await stage.click();
    await page.getByText('24 of 300 records').waitFor();
    expect(await page.getByLabel('Held back at').inputValue()).toBe('preSavePage');
  });

  it('shows each page of the run, and links to its records', async () => {
    const page = await openReport(reportOf());
    const slider = page.getByRole('slider');
    await slider.press('Home');
    expect(await slider.getAttribute('aria-valuetext')).toMatch(/^Page 0: 20 records, 0 errors, [\d.]+ ms$/);
    await slider.press('ArrowRight');
    await slider.press('PageUp');
    await slider.press('ArrowLeft');
    await page.getByRole('link', { name: 'Show its 20 records' }).click();
    await page.getByText('20 of 300 records').waitFor();
    expect(await selected(page).innerText()).toContain('10:0');
    await page.getByRole('button', { name: 'page 10' }).click();
    await page.getByText('300 records', { exact: true }).waitFor();
  });

  it('filters by outcome and by any text, errors included', async () => {
    const page = await openReport(reportOf());
    await page.getByLabel('Outcome').selectOption('failed');
    expect(await status(page).innerText()).toBe('17 of 300 records');
    await search(page).fill('NO_CUSTOMER');
    expect(await status(page).innerText()).toBe('7 of 300 records');
    expect(await grid(page).getAttribute('aria-rowcount')).toBe('8');
    await search(page).fill('no such text');
    expect(await status(page).innerText()).toBe('0 of 300 records');
    await search(page).press('Escape');
    expect(await status(page).innerText()).toBe('17 of 300 records');
  });

  it('follows an error to its record, whatever the filter', async () => {
    const page = await openReport(reportOf());
    await search(page).fill('Lovelace');
    await page.getByRole('link', { name: 'record 2:17' }).first().click();
    expect(await journey(page).innerText()).toMatch(/^Record 1057 2:17\s+failed\s+page 2/);
    expect(await journey(page).innerText()).toContain('invalid_sku The sku is not known: SKU-404.');
    expect(await selected(page).innerText()).toContain('2:17');
    expect(await status(page).innerText()).toBe('300 records');
    expect(await journey(page).evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it('opens at the record in its address', async () => {
    const page = await openReport(reportOf(), { hash: '#record=14%3A19' });
    expect(await journey(page).getByRole('heading', { level: 2 }).innerText()).toBe('Record 1299 14:19');
    expect(await selected(page).innerText()).toContain('14:19');
  });

  it('reports a record that it does not hold', async () => {
    const report = reportOf({ records: 40 });
    const part: RunReport = {
      ...report,
      journey: report.journey.slice(0, 5),
      leftOut: { ...report.leftOut, journeys: 35 },
    };
    const page = await openReport(part, { hash: '#record=1:3' });
    await page.getByText('It is not in the sample that this report holds.').waitFor();
    expect(await status(page).innerText()).toBe('5 records, a sample of 40 records');
  });

  it('shows the result of each stage for a record, with its changes', async () => {
    const page = await openReport(reportOf(), { hash: '#record=0:0' });
    const marked = (stage: string, tag: string) =>
      page
        .getByRole('region', { name: `The record at ${stage}`, exact: true })
        .locator(tag)
        .allInnerTexts();
    const lines = (texts: string[]) => texts.map((text) => text.replaceAll(/\s+/g, ' ').trim());
    expect(lines(await marked('preMap', 'ins'))).toEqual(['+ total: 30', '+ at: "2026-02-14T09:30:00.000Z"']);
    expect(lines(await marked('preMap', 'del'))).toEqual([]);
    expect(lines(await marked('mapping', 'del'))).toContain('− id: 1000');
    expect(lines(await marked('mapping', 'ins'))).toEqual(['+ externalId: "order-0"', '+ amount: 30']);
    // A response is no version of the record.
    expect(await marked('import', 'ins, del')).toEqual([]);
    const same = journey(page).locator('li', { hasText: 'preSavePage' });
    expect(await same.innerText()).toContain('unchanged');
    expect(await same.getByText('Ada Lovelace').isVisible()).toBe(false);
    await same.getByText('unchanged').click();
    expect(await same.getByText('Ada Lovelace').isVisible()).toBe(true);
  });

  it('shows a run without pages', async () => {
    const empty = {
      ...reportOf({ records: 0 }),
      breaches: [],
      stages: [],
      ending: 'offline',
      reason: 'ping: 401',
    } as const;
    const page = await openReport(empty);
    expect(await page.locator('header').innerText()).toContain('ended because the connection is offline: ping: 401.');
    expect(await status(page).innerText()).toBe('0 records');
    await page.getByText('There are none in this report.').waitFor();
  });
});

describe('a page of 10,000 records', () => {
  it('keeps few of them in the document, and shows every requested one', async () => {
    const page = await openReport(reportOf({ records: 10_000 }));
    const most = 1500;
    expect(await status(page).innerText()).toBe('10,000 records');
    expect(await page.getByRole('row').count()).toBeLessThan(60);
    expect(await elements(page)).toBeLessThan(most);

    await grid(page).press('End');
    expect(await selected(page).innerText()).toContain('499:19');
    await grid(page).evaluate((element) => element.scrollTo(0, element.scrollHeight / 2));
    await page.getByRole('gridcell', { name: '250:0', exact: true }).waitFor();
    expect(await page.getByRole('row').count()).toBeLessThan(60);

    await search(page).fill('order-9877"');
    expect(await status(page).innerText()).toBe('1 of 10,000 records');
    await page.getByRole('row').nth(1).click();
    expect(await journey(page).innerText()).toContain('order-9877');
    await search(page).fill('');
    expect(await status(page).innerText()).toBe('10,000 records');
    expect(await selected(page).innerText()).toContain('493:17');

    await page.getByLabel('Outcome').selectOption('ignored');
    expect(await status(page).innerText()).toBe('588 of 10,000 records');
    await page.getByRole('slider').press('End');
    expect(await page.getByRole('slider').getAttribute('aria-valuetext')).toContain('Page 499:');
    expect(await elements(page)).toBeLessThan(most);
  });

  it('shows a long record in parts', async () => {
    const change = (record: object) => ({
      ...record,
      notes: Array.from({ length: 5000 }, (_, index) => `note ${index}`),
    });
    const page = await openReport(reportOf({ records: 1, change }));
    expect(await elements(page)).toBeLessThan(6000);
    expect(await page.getByText('"note 4999"').count()).toBe(0);
    const exported = journey(page).locator('li').first();
    await exported.getByRole('button', { name: /^Show 3,000 more/ }).click();
    await exported.getByRole('button', { name: /more lines$/ }).click();
    expect(await exported.getByText('"note 4999"').count()).toBe(1);
  });
});
