import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { RunReport } from '../../../src/simulator/report/types.ts';
import { reportOf } from '../../simulator/report/fixture.ts';
import { runSample } from '../../simulator/report/sample-flow.ts';
import { openReport } from './open.ts';

const journey = (page: Page) => page.getByRole('region', { name: /^Record / });
const stageOf = (page: Page, name: string) =>
  journey(page).locator('ol > li', { has: page.locator('h3', { hasText: name }) });

const report: RunReport = {
  ...reportOf(),
  log: [
    { text: 'connected', stage: 'ping' },
    { text: 'two records are open', stage: 'preMap', page: 0, attempt: 1 },
    { text: 'a closer look at 1001', stage: 'preMap', page: 0, attempt: 1, record: '0:1' },
    { text: 'two records are open again', stage: 'preMap', page: 0, attempt: 2 },
    { text: 'of another page', stage: 'preMap', page: 1, attempt: 1 },
    ...Array.from({ length: 30 }, (_, at) => ({ text: `line ${at}`, stage: 'import', page: 0, attempt: 1 })),
    {
      text: 'Error: no luck\n    at priceOrders (src/orders.ts:6:15)',
      stage: 'postMap',
      page: 0,
      attempt: 1,
      isStack: true,
    },
    { text: 'nobody knows whose' },
  ],
};

describe('log lines', () => {
  it('stand at the stage of the journey that logged them, with those of the second attempt', async () => {
    const page = await openReport(report, { hash: '#record=0:1' });
    const text = await stageOf(page, 'prepareOrders').innerText();
    expect(text).toMatch(/2 log lines\s+two records are open\s+a closer look at 1001/);
    expect(text).toMatch(/1 log line as the page came again\s+two records are open again/);
    expect(text).not.toContain('of another page');
    expect(await stageOf(page, 'priceOrders').innerText()).toContain('at priceOrders (src/orders.ts:6:15)');
    await page.getByRole('gridcell', { name: '0:0', exact: true }).click();
    const other = await stageOf(page, 'prepareOrders').innerText();
    expect(other).toContain('two records are open');
    expect(other).not.toContain('a closer look at 1001');
  });

  it('of one call are folded where they are many', async () => {
    const page = await openReport(report, { hash: '#record=0:0' });
    const stage = stageOf(page, 'importOrders');
    expect(await stage.getByText('line 0', { exact: true }).isVisible()).toBe(false);
    await stage.getByText('30 log lines').click();
    expect(await stage.getByText('line 19', { exact: true }).isVisible()).toBe(true);
    await stage.getByRole('button', { name: 'Show all 30' }).click();
    expect(await stage.getByText('line 29', { exact: true }).isVisible()).toBe(true);
  });

  it('stand at the stage of the page, too', async () => {
    const page = await openReport(report);
    const timeline = page.getByRole('region', { name: 'The pages' });
    await page.getByRole('slider').press('Home');
    expect(await timeline.innerText()).toContain('a closer look at 1001');
    await page.getByRole('slider').press('ArrowRight');
    expect(await timeline.innerText()).toContain('of another page');
    expect(await timeline.innerText()).not.toContain('a closer look at 1001');
  });

  it('are all in one list, each with a link to its page or record', async () => {
    const page = await openReport(report);
    const list = page.locator('#log');
    await list.getByText('All log lines: 37').click();
    expect(await list.getByRole('listitem').first().innerText()).toMatch(/^ping\s+connected$/);
    expect(await list.getByText('nobody knows whose').isVisible()).toBe(true);
    await list.getByRole('link', { name: 'record 0:1' }).click();
    await page.getByRole('heading', { name: 'Record 1001 0:1' }).waitFor();
    await list.getByRole('link', { name: 'page 1' }).click();
    await page.getByText('20 of 300 records').waitFor();
  });

  it('of a retry stand at the stages that the record has come to again', async () => {
    const [first, ...rest] = report.journey as [RunReport['journey'][number], ...RunReport['journey']];
    const again = first.stages.filter(({ name }) => name === 'preMap').map((stage) => ({ ...stage, page: 15 }));
    const retried = { ...first, stages: [...first.stages, ...again] };
    const log = [...report.log, { text: 'once more', stage: 'preMap', page: 15, attempt: 2, record: '0:0' }];
    const page = await openReport({ ...report, log, journey: [retried, ...rest] }, { hash: '#record=0:0' });
    expect(await stageOf(page, 'prepareOrders').first().innerText()).not.toContain('once more');
    expect(await stageOf(page, 'prepareOrders').last().innerText()).toMatch(/1 log line of the retry\s+once more/);
  });

  it('of built-in scripts stand there, too', async () => {
    const page = await openReport(await runSample('regions'), { hash: '#record=0:0' });
    expect(await stageOf(page, 'countTickets').innerText()).toMatch(/1 log line\s+log: tickets so far: 3/);
  });
});

describe('the custom settings of a run', () => {
  it('are folded, with the name of their document and without secrets', async () => {
    const settings = [
      { of: 'integration', name: 'Web shop', settings: { country: 'NL', apiKey: '[redacted]' } },
    ] as const;
    const page = await openReport({ ...report, run: { ...report.run, settings } });
    const shown = page.getByRole('region', { name: 'The settings of Web shop' });
    expect(await shown.isVisible()).toBe(false);
    await page.getByText('Custom settings, without secrets').click();
    expect(await shown.innerText()).toMatch(/country: "NL"[\s\S]*apiKey: "\[redacted\]"/);
  });
});

describe('a test to copy', () => {
  const context = { permissions: ['clipboard-read', 'clipboard-write'] };

  it.each([
    ['regions', 'isOpen', /test\('isOpen does with record 0:0 at Get tickets: outputFilter what it did in the run'/],
    ['orders', 'findTax', /await call\('findTax', /],
  ] as const)('is offered in %s for %s', async (flow, name, text) => {
    const page = await openReport(await runSample(flow), { hash: '#record=0:0', context });
    await stageOf(page, name).getByRole('button', { name: 'Copy as test' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(text);
  });
});
