import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { RunReport } from '../../../src/simulator/report/types.ts';
import { reportOf } from '../../simulator/report/fixture.ts';
import { runSample } from '../../simulator/report/sample-flow.ts';
import { openReport } from './open.ts';

const PHONE = { viewport: { width: 390, height: 844 } };
const journey = (page: Page) => page.getByRole('region', { name: /^Record / });
const cards = (page: Page) => page.locator('.card');

/** A report of a flow with one import after the other. */
function withSteps(count: number): RunReport {
  const report = reportOf({ records: 20 });
  const [stage] = report.stages.filter(({ name }) => name === 'import');
  const names = Array.from({ length: count }, (_, at) => `import ${at + 1}`);
  const steps = names.map((name) => ({ ...(stage as RunReport['stages'][number]), name, step: name }));
  return {
    ...report,
    stages: [...report.stages.filter(({ kind }) => kind === 'export'), ...steps],
    graph: {
      nodes: [{ kind: 'export', name: 'export' }, ...names.map((name) => ({ kind: 'import' as const, name }))],
      edges: names.map((_, at) => ({ from: at, to: at + 1, records: 20 })),
    },
  };
}

/** The places of cards, in pixels. */
const places = (page: Page) =>
  cards(page).evaluateAll((all) =>
    all.map((card) => {
      const { left, right, top, bottom } = card.getBoundingClientRect();
      return { left, right, top, bottom };
    }),
  );

describe('the picture of a flow', () => {
  it('shows routers, and the branches with their names and the records that took them', async () => {
    const page = await openReport(await runSample('regions'));
    const labels = (await page.locator('.way').allTextContents()).map((text) => text.replaceAll(/\s+/g, ' ').trim());
    expect(labels.sort()).toEqual(['2', '4', '5', 'Alarm 2', 'Archive 4', 'Discard 1', 'Europe 2', 'Rest 2'].sort());
    expect(await cards(page).filter({ hasText: 'By region' }).first().innerText()).toMatch(
      /router\s+routing\s+5 in, 4 out/,
    );
    expect(await page.getByText('leaves the flow').count()).toBe(1);
    const all = await places(page);
    for (const [at, one] of all.entries()) {
      const covered = all.slice(at + 1).filter((other) => one.left < other.right && other.left < one.right);
      expect(covered.every((other) => other.top >= one.bottom || one.top >= other.bottom)).toBe(true);
    }
  });

  it('says in words, too, where records come from', async () => {
    const page = await openReport(await runSample('regions'));
    const desk = page.getByRole('listitem').filter({ hasText: 'noteDesk' }).first();
    expect(await desk.textContent()).toContain('From By region, branch Europe: 2 records');
  });

  it('leads from a stage to the records that it held back, whatever the stage is called', async () => {
    const page = await openReport(await runSample('regions'));
    await page.getByRole('link', { name: /^Get tickets: outputFilter/ }).click();
    await page.getByText('1 of 6 records').waitFor();
    expect(await page.getByLabel('Held back at').inputValue()).toBe('Get tickets: outputFilter');
  });

  it.each([
    [1280, 'light'],
    [1024, 'dark'],
    [760, 'light'],
  ] as const)('of 12 steps in a row has nothing to scroll sideways at %i pixels (%s)', async (width, colorScheme) => {
    const page = await openReport(withSteps(12), { context: { viewport: { width, height: 900 }, colorScheme } });
    const all = await places(page);
    expect(all).toHaveLength(13);
    for (const [at, one] of all.entries()) {
      expect([one.left >= 0, one.right <= width]).toEqual([true, true]);
      for (const other of all.slice(at + 1)) {
        expect(
          one.right <= other.left || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top,
        ).toBe(true);
      }
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    const isWhole = await page.locator('.way').evaluateAll((ways) => {
      const { left, right } = document.querySelector('.picture')?.getBoundingClientRect() ?? { left: 0, right: 0 };
      return ways.every(
        (way) => way.getBoundingClientRect().left >= left && way.getBoundingClientRect().right <= right,
      );
    });
    expect(isWhole).toBe(true);
    // By keyboard, in the order in which records go.
    await page.getByRole('link', { name: /^export/ }).focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    const card = await page.evaluate(() => document.activeElement?.closest('.card')?.querySelector('h3')?.textContent);
    expect(card).toContain('import 1 ');
    await page.setViewportSize({ width: 740, height: 900 });
    await page.waitForFunction(() => {
      const rights = [...document.querySelectorAll('.card')].map((card) => card.getBoundingClientRect().right);
      return Math.max(...rights) <= 740;
    });
  });

  it('keeps the name of a function clear of the mark of a broken rule', async () => {
    const report = reportOf({ records: 3 });
    const [breach] = report.breaches;
    if (breach === undefined) throw new Error('The report has no broken rule.');
    const stages = report.stages.map((one) =>
      one.name === 'preMap' ? { ...one, function: 'prepareOrdersOfTheShop' } : one,
    );
    const page = await openReport({ ...report, stages, breaches: [{ ...breach, stage: 'preMap' }] });
    const stage = page.locator('.card .stage.broken');
    const edgeOf = async (part: string, edge: 'left' | 'right') =>
      stage.locator(part).evaluate((one, at) => one.getBoundingClientRect()[at], edge);
    expect(await edgeOf('.top', 'right')).toBeLessThanOrEqual(await edgeOf('.mark', 'left'));
  });

  it('is a list on a phone, from top to bottom, without anything to scroll sideways', async () => {
    const page = await openReport(await runSample('regions'), { context: PHONE });
    const all = await places(page);
    for (const [at, one] of all.slice(1).entries()) expect(one.top).toBeGreaterThanOrEqual(all[at]?.bottom ?? 0);
    expect(await page.locator('.graph svg').isVisible()).toBe(false);
    expect(await page.getByText('From By region, branch Europe: 2 records').isVisible()).toBe(true);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(await page.locator('.picture').evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
  });
});

describe('a journey', () => {
  it('goes through the branches that the record was sent into', async () => {
    const page = await openReport(await runSample('regions'), { hash: '#record=0:0' });
    const text = await journey(page).innerText();
    expect(text).toContain('→ Europe');
    expect(text).toContain('→ Archive, Alarm');
    expect(text).toContain('in the branch Archive');
  });

  it('of a dropped record says where that was: stage, step and branch', async () => {
    const page = await openReport(await runSample('regions'), { hash: '#record=0:3' });
    expect(await journey(page).innerText()).toContain(
      'Left the flow as ignored at By region (router), in the branch Discard.',
    );
    await page.getByRole('row').nth(3).click();
    expect(await journey(page).innerText()).toContain(
      'Left the flow as ignored at outputFilter of Get tickets (export).',
    );
  });

  it('has a link that can be copied, and that leads to it', async () => {
    const page = await openReport(reportOf(), { context: { permissions: ['clipboard-read', 'clipboard-write'] } });
    await page.getByRole('row').nth(3).click();
    await page.getByRole('button', { name: 'Copy link' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).toMatch(/^file:.*#record=0%3A2$/);
    await page.getByRole('row').nth(1).click();
    await page.evaluate((hash) => location.replace(hash), new URL(link).hash);
    await page.getByRole('heading', { name: 'Record 1002 0:2' }).waitFor();
  });

  it('gives the input of a stage as an event, and as a test', async () => {
    const context = { permissions: ['clipboard-read', 'clipboard-write'] };
    const page = await openReport(reportOf(), { hash: '#record=0:0', context });
    const stage = journey(page).getByRole('listitem').filter({ hasText: 'prepareOrders' });
    await stage.getByRole('button', { name: 'Copy as event' }).click();
    await stage.getByRole('button', { name: 'Copied' }).waitFor();
    const event = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
    expect(event).toMatchObject({ function: 'prepareOrders', diy: true, options: { data: [{ id: 1000 }] } });
    await stage.getByRole('button', { name: 'Copy as test' }).click();
    await page.waitForFunction(async () => (await navigator.clipboard.readText()).includes('createHarness'));
  });

  it('shows what it would copy where the browser refuses to', async () => {
    const page = await openReport(reportOf(), { hash: '#record=0:0' });
    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error('No.'));
    });
    await journey(page).getByRole('button', { name: 'Copy link' }).click();
    expect(await page.getByRole('textbox', { name: 'Copy link' }).inputValue()).toContain('#record=0%3A0');
  });
});

describe('the records', () => {
  it('are called by their trace key, or by a field that a person chooses', async () => {
    const page = await openReport(await runSample('orders'));
    const firstCells = () => page.locator('.body [role=gridcell]:first-child').allInnerTexts();
    expect(await firstCells()).toEqual(['A1', '0:1', 'A3', 'A4', 'A5', 'A6']);
    expect((await page.getByRole('columnheader').allInnerTexts()).slice(0, 2)).toEqual(['trace key', 'key']);
    await page.getByLabel('Called by').selectOption('orderNo');
    expect(await firstCells()).toEqual(['A1', 'A2', 'A3', 'A4', 'A5', 'A6']);
    await page.getByLabel('Called by').selectOption('page:place');
    expect((await page.getByRole('columnheader').allInnerTexts()).slice(0, 2)).toEqual(['key', 'outcome']);
  });

  it.each<readonly [name: string, filter: (page: Page) => Promise<unknown>, heading: string]>([
    ['the picture of the flow', (page) => page.getByRole('link', { name: /^preSavePage/ }).click(), 'Record 1016 0:16'],
    [
      'a page of the timeline',
      async (page) => {
        await page.getByRole('slider').press('End');
        await page.getByText('Show its 20 records').click();
      },
      'Record 1280 14:0',
    ],
    ['the search', (page) => page.getByRole('searchbox').fill('"id":1003'), 'Record 1003 0:3'],
    ['the stage', (page) => page.getByLabel('Held back at').selectOption('import'), 'Record 1028 1:8'],
  ])('have the first one beside them that a filter by %s leaves', async (_, filter, heading) => {
    const page = await openReport(reportOf(), { hash: '#record=0:0' });
    await filter(page);
    await page.getByRole('heading', { name: heading }).waitFor();
    expect(await page.locator('[role=row][aria-selected=true]').count()).toBe(1);
    expect(await page.getByRole('heading', { name: 'Record 1000 0:0' }).count()).toBe(0);
  });

  it('keep the one beside them that a filter does not leave out, whatever it is called by', async () => {
    const page = await openReport(reportOf(), { hash: '#record=2:17' });
    await page.getByLabel('Outcome').selectOption('failed');
    await page.getByLabel('Called by').selectOption('customer.name');
    await page.getByRole('heading', { name: 'Record Alan Turing 2:17' }).waitFor();
  });

  it('of a page have that page in the timeline', async () => {
    const page = await openReport(reportOf(), { hash: '#record=2:17' });
    await journey(page).getByRole('link', { name: 'page 2' }).click();
    expect(await page.getByRole('slider').getAttribute('aria-valuetext')).toMatch(/^Page 2: /);
  });

  it('have none beside them that the filter leaves out', async () => {
    const page = await openReport(reportOf(), { hash: '#record=0:0' });
    await page.getByLabel('Outcome').selectOption('failed');
    await page.getByRole('heading', { name: 'Record 1028 1:8' }).waitFor();
    await page.getByRole('searchbox').fill('no such text');
    await page.getByText('No record is in this selection.').waitFor();
    expect(await page.getByRole('heading', { name: 'No record' }).count()).toBe(1);
  });
});

describe('the pages', () => {
  it('have an axis, a legend, and a mark on what came a second time', async () => {
    const report = await runSample('orders', { faults: { retryPage: 1 } });
    const page = await openReport(report);
    const timeline = page.getByRole('region', { name: 'The pages' });
    expect(await timeline.locator('.ticks').innerText()).toMatch(/^0\s+1\s+1$/);
    expect(await timeline.locator('.durations').innerText()).toMatch(/ms\s+.*ms\s+0$/);
    expect(await timeline.locator('.legend').innerText()).toMatch(/Put orders: preMap[\s\S]*a second time/);
    await page.getByRole('slider').press('End');
    expect(await timeline.locator('.badge').innerText()).toContain('a second time');
  });

  it('are named with the records that were imported twice', async () => {
    const page = await openReport(await runSample('orders', { faults: { retryPage: 1 } }));
    const origin = page.getByRole('region', { name: 'The run' });
    expect(await origin.innerText()).toMatch(
      /functions\.mjs[\s\S]*retryPage=1[\s\S]*Imported twice: record 1:0 record 1:1/,
    );
    await origin.getByRole('link', { name: 'record 1:1' }).click();
    await page.getByText('Imported twice at Put orders, Notify warehouse: its page was sent twice.').waitFor();
  });
});

describe('the findings of a run', () => {
  const warnings = Array.from({ length: 14 }, (_, at) => ({
    document: 'imports/d1.json',
    path: `field${at}`,
    message: 'no.',
  }));
  const report: RunReport = {
    ...reportOf(),
    warnings,
    readings: [{ basis: 'assumed', rule: 'A record that no branch takes leaves the flow.' }],
    log: [{ text: 'first line' }, { text: 'second line' }],
  };

  it('are shown in part, and whole on request', async () => {
    const page = await openReport(report);
    const section = page.getByRole('region', { name: '14 warnings' });
    expect(await section.getByRole('listitem').count()).toBe(8);
    await section.getByRole('button', { name: 'Show all 14' }).click();
    expect(await section.getByRole('listitem').count()).toBe(14);
  });

  it('include the readings and the log', async () => {
    const page = await openReport(report);
    await page.getByText('This run relied on 1 reading').click();
    expect(await page.getByText('A record that no branch takes leaves the flow.').isVisible()).toBe(true);
    await page.getByText('All log lines: 2').click();
    expect(await page.getByText('second line').isVisible()).toBe(true);
  });

  it('include the changes since a baseline, each at its record, too', async () => {
    const edit = {
      of: 'record 0:1',
      stage: 'export',
      path: 'output.id',
      before: 1,
      after: 1001,
      later: ['preMap', 'postMap'],
    };
    const comparison = { since: 'orders.baseline.json', edits: [edit], leftOut: 0 };
    const page = await openReport(report, { comparison });
    const section = page.getByRole('region', { name: '1 change since orders.baseline.json' });
    expect((await section.innerText()).replaceAll(/\s+/g, ' ')).toContain('export id 1 1001 and in 2 later stages');
    await section.getByRole('link', { name: 'record 0:1' }).click();
    expect(await journey(page).innerText()).toContain('Changed since orders.baseline.json');
    await page.getByRole('row').nth(1).click();
    expect(await journey(page).innerText()).not.toContain('Changed since');
  });
});
