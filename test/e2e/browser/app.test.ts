import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { LifeReport } from '../../../src/lifecycle/life-report.ts';
import { createLifeBaseline, listLifeChanges } from '../../../src/lifecycle/report/life-baseline.ts';
import { createComparison } from '../../../src/simulator/report/comparison.ts';
import { lengthenLife, runSampleLife, spoilLife } from '../../lifecycle/report/sample-life.ts';
import { elements, openLife } from './open.ts';

const sample = await runSampleLife('diy');
const older = await runSampleLife('connector');
const spoiled = spoilLife(sample);

const grid = (page: Page) => page.getByRole('grid', { name: 'Events' });
const selected = (page: Page) => page.locator('[role=row][aria-selected=true]');
const view = (page: Page) => page.getByRole('region', { name: /^(Event \d+:|Before the first event)/ });
const call = (page: Page, name: RegExp) => page.getByRole('article', { name });
const plain = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

/** The marked lines of a document. */
async function marked(page: Page, label: string, tag: 'ins' | 'del'): Promise<string[]> {
  const lines = page.getByRole('region', { name: label, exact: true }).locator(tag);
  // A part that is folded out is drawn a moment later.
  await lines.first().waitFor();
  return (await lines.allInnerTexts()).map(plain);
}

describe('the page of a life', () => {
  it('shows how the life ended, and its totals', async () => {
    const page = await openLife(sample);
    expect(await page.title()).toBe('Orders');
    const header = plain(await page.locator('header').innerText());
    expect(header).toContain('No rule was broken The life ran its whole script.');
    expect(header).toContain('events 13 calls 17 made 7 changed 5 deleted 7 broken rules 0');
    expect(await page.getByRole('region', { name: /broken rule/ }).count()).toBe(0);
  });

  it('has a row for each event in order, and one for the account before them', async () => {
    const page = await openLife(sample);
    const rows = (await page.locator('.body [role=row]').allInnerTexts()).map(plain);
    expect(rows).toHaveLength(14);
    expect(rows[0]).toBe('before the first event');
    expect(rows[3]).toMatch(/^3 connect done 1 [\d.]+ ms \+4 4 made ~1 1 changed$/);
  });

  it('shows the calls of an event: options, response, requests and log lines', async () => {
    const page = await openLife(sample, { hash: '#event=3' });
    const own = call(page, /^Call 2, installStep$/);
    expect(plain(await own.innerText())).toContain('installStep step in “Connect the shop”');
    await own.getByText('options').click();
    const options = page.getByRole('region', { name: 'The options of call 2' });
    expect(await options.innerText()).toContain('bearerToken: "[redacted]"');
    await own.getByText('response').click();
    expect(await page.getByRole('region', { name: 'The response of call 2' }).innerText()).toContain('null');
    await own.getByText('6 requests').click();
    await expect.poll(() => own.getByText('POST /v1/flows 201').count()).toBe(1);
    expect(await own.getByText(/^info {2}step done/).count()).toBe(1);
  });

  it('shows a failed call with its error, its stack, its try and its fault', async () => {
    const [event, ...rest] = older.events as [LifeReport['events'][0], ...LifeReport['events']];
    const failing = {
      ...event.calls[0],
      attempt: 2,
      fault: 'repeated',
      errors: [{ code: 'no_room', message: 'There is no room.' }],
      stack: 'Error: There is no room.\n    at install (src/steps.ts:6:15)',
    } as LifeReport['events'][0]['calls'][0];
    const page = await openLife({ ...older, events: [{ ...event, calls: [failing] }, ...rest] });
    const text = plain(await call(page, /^Call 1, /).innerText());
    expect(text).toMatch(/try 2 repeated/);
    expect(text).toContain('no_room There is no room.');
    expect(text).toContain('at install (src/steps.ts:6:15)');
  });

  it('shows what a function made, changed and deleted, each with its lines', async () => {
    const page = await openLife(sample, { hash: '#event=2' });
    await page.getByText('changed integration Orders by the app').first().click();
    expect(await marked(page, 'The integration Orders, changed in call 1', 'ins')).toContain(
      '+settings.currency: "EUR"',
    );
    await page.evaluate(() => location.replace('#event=3'));
    await call(page, /^Call 2/)
      .getByText('made flow Orders')
      .click();
    expect(await marked(page, 'The flow Orders, made in call 2', 'ins')).toContain('+ name: "Orders"');
    await page.evaluate(() => location.replace('#event=13'));
    await view(page).getByText('deleted export Export orders').first().click();
    await page.locator('.value del').getByText('name: "Export orders"').waitFor();
  });

  it('shows the tree of the account at any point, with what has just come and gone', async () => {
    const page = await openLife(sample, { hash: '#event=0' });
    expect(await view(page).innerText()).toContain('It has no documents.');
    await page.evaluate(() => location.replace('#event=7'));
    await page.getByRole('heading', { name: 'Event 7: add child' }).waitFor();
    const account = page.locator('.account > ul > li');
    const [parent] = (await account.allInnerTexts()).map(plain);
    expect(await account.count()).toBe(1);
    expect(parent).toMatch(/^integration Orders by the platform integration Orders: new shop made by the platform/);
    expect(parent).toContain('flow Orders by the app');
    await grid(page).press('End');
    await page.getByRole('heading', { name: 'Event 13: uninstall' }).waitFor();
    expect(plain(await page.locator('.account').innerText())).toContain('deleted flow Orders');
  });

  it('shows what the customer filled in, and the form that the customer saw', async () => {
    const page = await openLife(sample, { hash: '#event=5' });
    await view(page).getByText('What the customer filled in').click();
    const values = page.getByRole('region', { name: 'What the customer filled in' });
    expect(await values.innerText()).toContain('currency: "GBP"');
    await page.evaluate(() => location.replace('#event=4'));
    await view(page).getByText('The form that the customer saw').click();
    await page.getByText('type: "select"').first().waitFor();
  });

  it('gives a call as an event for sam and the console', async () => {
    const context = { permissions: ['clipboard-read', 'clipboard-write'] };
    const page = await openLife(older, { hash: '#event=1', context });
    await call(page, /^Call 1, beginInstall$/)
      .getByRole('button', { name: 'Copy as event' })
      .click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    expect(JSON.parse(await page.evaluate(() => navigator.clipboard.readText()))).toMatchObject({
      type: 'installer',
      function: 'beginInstall',
      _connectorId: '5f0000000000000000000008',
      options: { bearerToken: '[redacted]' },
    });
  });

  it('says what the life was simulated with, and what it relied on', async () => {
    const page = await openLife({ ...sample, life: { ...sample.life, faults: { loseAnswer: true } } });
    const about = plain(await page.getByRole('region', { name: 'The app', exact: true }).innerText());
    expect(about).toContain('orders/index.ts, generation 2.0');
    expect(about).toContain('loseAnswer=true');
    await page.getByText('This life relied on 7 readings').click();
    await page.getByText(/^observed A step without a form/).waitFor();
  });
});

describe('the page of a life that went wrong', () => {
  it('has the broken rules first, each with a link to its event and its call', async () => {
    const page = await openLife(spoiled, { hash: '#event=1' });
    const [first] = await page.locator('main > section').allInnerTexts();
    expect(plain(first ?? '')).toMatch(/^2 broken rules form-fields event 4: open settings fillForm/);
    await page.getByRole('link', { name: 'event 4: open settings' }).click();
    await page.getByRole('heading', { name: 'Event 4: open settings' }).waitFor();
    expect(await view(page).evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await view(page).innerText()).toContain('found the type "tax"');
    await page.getByRole('link', { name: 'fillForm' }).first().click();
    await page.waitForFunction(() => document.activeElement?.tagName === 'ARTICLE');
  });

  it('opens at the event that broke a rule, and says what failed, where, and what was not reached', async () => {
    const page = await openLife(spoiled);
    expect(await page.locator('header').innerText()).toContain('The life has failed: open settings');
    expect(await view(page).innerText()).toContain('fillForm failed: no room src/form.ts:6:15');
    const unreached = page.getByRole('region', { name: '2 events not reached' });
    expect(await unreached.getByRole('listitem').allInnerTexts()).toEqual(['save settings', 'uninstall']);
  });

  it('says what the life has not tried', async () => {
    const untried = ['app.functions.update: updateIntegration was not called', 'faults.abortAfter: no call met it'];
    const page = await openLife({ ...sample, untried });
    const region = page.getByRole('region', { name: '2 parts of the app file not tried' });
    expect(await region.getByRole('listitem').allInnerTexts()).toEqual(untried);
  });

  it('says that events were left out', async () => {
    const page = await openLife({ ...sample, leftOut: { events: 3, broken: 0 } });
    expect(await page.getByText('3 more events left out of this report.').count()).toBe(1);
  });
});

describe('the page of a life that is compared', () => {
  const compare = (before: LifeReport, after: LifeReport) =>
    createComparison(listLifeChanges(createLifeBaseline(before), createLifeBaseline(after)), 'orders.baseline.json');

  it('lists the changes by event, which they link to, and shows them there, too', async () => {
    const events = sample.events.map((event) => (event.number === 6 ? { ...event, form: { fieldMap: {} } } : event));
    const changed = { ...sample, events };
    const page = await openLife(changed, { comparison: compare(sample, changed) });
    const section = page.getByRole('region', { name: '1 change since orders.baseline.json' });
    await section.getByRole('link', { name: 'event open settings 2' }).click();
    await page.getByRole('heading', { name: 'Event 6: open settings' }).waitFor();
    expect(plain(await view(page).innerText())).toContain('Changed since orders.baseline.json form.fieldMap.currency');
  });

  it('says so if nothing has changed', async () => {
    const page = await openLife(sample, { comparison: compare(sample, sample) });
    expect(await page.getByText('Nothing has changed since orders.baseline.json').count()).toBe(1);
  });
});

describe('the page of a life with 1,000 events', () => {
  it('keeps few of them in the document, and shows every requested one', async () => {
    const page = await openLife(lengthenLife(sample, 1000));
    const most = 1000;
    expect(await page.getByRole('row').count()).toBeLessThan(60);
    expect(await elements(page)).toBeLessThan(most);
    await grid(page).press('End');
    expect(plain(await selected(page).innerText())).toMatch(/^1000 uninstall|^1000 /);
    await grid(page).evaluate((element) => element.scrollTo(0, element.scrollHeight / 2));
    await page.getByRole('gridcell', { name: /^500 / }).waitFor();
    expect(await page.getByRole('row').count()).toBeLessThan(60);
    expect(await elements(page)).toBeLessThan(most);
  });

  it('shows 1,000 calls of one event in parts, and the one that a link names', async () => {
    const [first] = sample.events[1]?.calls ?? [];
    const calls = Array.from({ length: 1000 }, (_, at) => ({
      ...first,
      number: at + 1,
    })) as LifeReport['events'][0]['calls'];
    const events = sample.events.map((event) => ({ ...event, calls: event.number === 2 ? calls : [] }));
    const page = await openLife({ ...sample, events }, { hash: '#event=2' });
    expect(await page.getByRole('article').count()).toBe(20);
    expect(await elements(page)).toBeLessThan(1500);
    await page.evaluate(() => location.replace('#call=30'));
    await page.waitForFunction(() => document.activeElement?.id === 'call-30');
  });
});
