import { describe, expect, it } from 'vitest';
import type { PageRoutesSettings } from '../../../src/dev/page-routes.ts';
import { type PageServer, servePageRoutes } from '../../dev/page-server.ts';
import { failedRecordingOf, recordingOf } from '../../dev/recordings.ts';
import { openDevPage } from './open-dev-page.ts';

/** Opens the page of a server with one failed call, and repeats calls as this function says. */
async function openFailed(settings: Partial<PageRoutesSettings> = {}, mayPrint = false) {
  const server: PageServer = await servePageRoutes({
    repeatCall: async (_, edited) => {
      const again = recordingOf({ options: edited?.options ?? 'its own options', build: 'd4e5f6' });
      server.store.add(again);
      return again;
    },
    ...settings,
  });
  const { id } = server.store.add(failedRecordingOf());
  const page = await openDevPage(server.url, { mayPrint });
  await page.getByRole('heading', { name: 'tidyOrders failed' }).waitFor();
  return { server, page, id };
}

const options = { name: 'The value of the options' };

describe('the buttons of a call', () => {
  it('call it again, and show the new call, also if the filter would leave it out', async () => {
    const { page } = await openFailed();
    await page.getByLabel('Outcome').selectOption('failed');
    await page.getByRole('button', { name: 'Call again' }).click();
    await page.getByRole('heading', { name: 'tidyOrders answered' }).waitFor();
    expect(await page.getByRole('region', options).innerText()).toContain('its own options');
    await page.getByText('2 calls').waitFor();
    expect(await page.getByLabel('Outcome').inputValue()).toBe('');
    // By keyboard, a user goes on from the new call.
    await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toBe('journey call');
    await expect.poll(() => page.locator('[aria-selected=true]').innerText()).toMatch(/answered/);
  });

  it('call it with edited options, once they are JSON', async () => {
    const { page } = await openFailed();
    await page.getByRole('button', { name: 'Edit and call' }).click();
    const area = page.getByRole('textbox', { name: 'Options of the new call, as JSON' });
    expect(JSON.parse(await area.inputValue()).data).toEqual([{ id: 1, email: 'ada@example.com' }]);
    await page.getByText('«secret:connection.encrypted.apiKey» become the call’s secrets again.').waitFor();
    await area.fill('{ "data": [ }');
    await page.getByRole('button', { name: 'Call with these options' }).click();
    await page.getByText(/^This is not JSON: Unexpected token '}'/).waitFor();
    expect(await area.getAttribute('aria-invalid')).toBe('true');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('edited-options');
    await area.fill('{ "data": [], "edited": true }');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: 'tidyOrders answered' }).waitFor();
    expect(await page.getByRole('region', options).innerText()).toContain('edited: true');
  });

  it('keep a text that is being edited as calls come', async () => {
    const { page, server } = await openFailed();
    await page.getByRole('button', { name: 'Edit and call' }).click();
    const area = page.getByRole('textbox', { name: 'Options of the new call, as JSON' });
    await area.fill('{ "half": ');
    server.store.add(recordingOf());
    await page.getByText('2 calls').waitFor();
    expect(await area.inputValue()).toBe('{ "half": ');
    await page.keyboard.press('Escape');
    expect(await area.count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Edit and call');
  });

  it('save it as an event and as a test, and say where', async () => {
    const saved: string[] = [];
    const save = (folder: string) => async (id: string) => {
      saved.push(id);
      return `${folder}/tidy-orders`;
    };
    const { page, id } = await openFailed({ saveEvent: save('events'), saveTest: save('test') });
    await page.getByRole('button', { name: 'Save as event' }).click();
    await page.getByText('Saved as the event events/tidy-orders').waitFor();
    await page.getByRole('button', { name: 'Save as test' }).click();
    await page.getByText('Saved as the test test/tidy-orders').waitFor();
    expect(saved).toEqual([id, id]);
  });

  it('say why an action failed, and can be tried again', async () => {
    let tries = 0;
    const saveTest = async () => {
      tries += 1;
      if (tries === 1) throw new Error('Found test/orders.test.ts already, expected no such file.');
      return 'test/orders-2.test.ts';
    };
    const { page } = await openFailed({ saveTest }, true);
    await page.getByRole('button', { name: 'Save as test' }).click();
    await page.getByText('Found test/orders.test.ts already, expected no such file.').waitFor();
    await page.getByRole('button', { name: 'Save as test' }).click();
    await page.getByText('Saved as the test test/orders-2.test.ts').waitFor();
  });

  it('do nothing while an action is under way', async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const saved: string[] = [];
    const saveEvent = (id: string) => {
      saved.push(id);
      return promise;
    };
    const { page, id } = await openFailed({ saveEvent });
    const button = page.getByRole('button', { name: 'Save as event' });
    await button.click();
    await page.getByText('The event is saved…').waitFor();
    await button.click({ force: true });
    resolve('events/one.json');
    await page.getByText('Saved as the event events/one.json').waitFor();
    expect(saved).toEqual([id]);
  });
});
