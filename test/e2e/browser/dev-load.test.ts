import { describe, expect, it } from 'vitest';
import { servePageRoutes } from '../../dev/page-server.ts';
import { failedRecordingOf, recordingOf } from '../../dev/recordings.ts';
import { countElements } from './count-elements.ts';
import { listRows, openDevPage } from './open-dev-page.ts';

describe('a thousand calls', () => {
  it('need no more of the document than a few do', async () => {
    const server = await servePageRoutes();
    const page = await openDevPage(server.url);
    for (let count = 0; count < 1000; count += 1) server.store.add(recordingOf({ address: { function: `f${count}` } }));
    await page.getByText('1,000 calls').waitFor();
    expect((await listRows(page)).length).toBeLessThan(80);
    // Each of a thousand functions is an option of the filter.
    expect(await countElements(page)).toBeLessThan(1000 + 800);
    await page.getByRole('grid').focus();
    await page.keyboard.press('End');
    await page.getByRole('heading', { name: 'f0 answered' }).waitFor();
    expect((await listRows(page)).at(-1)).toMatch(/ f0 /);
    expect((await listRows(page)).length).toBeLessThan(80);
  });

  it('and more of them: the oldest leave the page as they leave the server', async () => {
    const server = await servePageRoutes();
    const page = await openDevPage(server.url);
    for (let count = 0; count < 1200; count += 1) server.store.add(recordingOf({ address: { function: `f${count}` } }));
    await page.getByText('1,000 calls').waitFor();
    await page.getByRole('grid').focus();
    await page.keyboard.press('End');
    await page.getByRole('heading', { name: 'f200 answered' }).waitFor();
  });

  it('leave the rows that a user looks at in their place as more come', async () => {
    const server = await servePageRoutes();
    const page = await openDevPage(server.url);
    for (let count = 0; count < 300; count += 1) server.store.add(recordingOf({ address: { function: `f${count}` } }));
    await page.getByText('300 calls').waitFor();
    await page.getByRole('grid').evaluate((grid) => grid.scrollTo(0, 3200));
    const row = page.getByRole('row', { name: /f195/ });
    const top = () => row.evaluate((element) => element.getBoundingClientRect().top);
    await row.waitFor();
    const before = await top();
    for (let count = 0; count < 50; count += 1) server.store.add(recordingOf());
    await page.getByText('350 calls').waitFor();
    expect(await top()).toBe(before);
  });
});

describe('a large call', () => {
  it('shows its first lines, and more on request', async () => {
    const server = await servePageRoutes();
    const data = Array.from({ length: 20_000 }, (_, id) => ({ id }));
    const http = Array.from({ length: 2000 }, (_, number) => ({
      ...{ method: 'GET', url: `https://shop.example/${number}`, requestHeaders: {}, status: 200, ms: 1 },
    }));
    const logs = Array.from({ length: 5000 }, () => ({ level: 'info', message: 'again' }) as const);
    server.store.add(recordingOf({ options: { data }, http, logs }));
    const page = await openDevPage(server.url);
    await page.getByRole('heading', { name: 'Log: 5,000 lines' }).waitFor();
    expect(await countElements(page)).toBeLessThan(2000);
    await page.getByRole('button', { name: 'Show 3,000 more lines' }).click();
    await page.getByText('id: 900', { exact: false }).first().waitFor();
  });
});

describe('texts of calls', () => {
  const HOSTILE = [
    '<script>alert(1)</script>',
    '</script><script>alert(2)</script>',
    '<img src=x onerror=alert(3)>',
    '"><svg onload=alert(4)>',
    'javascript:alert(5)',
    '</title><style>*{display:none}</style>',
    '\u2028\u0000\u202e&lt;b&gt;&amp;',
  ].join(' ');

  it('are shown as texts: nothing of them runs, loads or becomes markup', async () => {
    const exchange = { method: HOSTILE, url: HOSTILE, requestHeaders: { [HOSTILE]: HOSTILE }, requestBody: HOSTILE };
    const server = await servePageRoutes({ module: HOSTILE });
    const recording = failedRecordingOf({
      message: HOSTILE,
      kind: HOSTILE,
      build: HOSTILE,
      address: { function: HOSTILE, type: HOSTILE, _connectorId: HOSTILE },
      options: { [HOSTILE]: HOSTILE },
      stack: HOSTILE,
      logs: [{ level: 'info', message: HOSTILE, [HOSTILE]: HOSTILE }],
      findings: [HOSTILE],
      http: [{ ...exchange, error: HOSTILE, responseHeaders: { [HOSTILE]: HOSTILE }, responseBody: HOSTILE, ms: 1 }],
    });
    server.store.add({ ...recording, problems: [{ code: HOSTILE, message: HOSTILE }] });
    server.build.set({ status: 'broken', error: { message: HOSTILE, file: HOSTILE } });
    const page = await openDevPage(server.url);
    await page.getByRole('heading', { name: /failed$/ }).waitFor();
    await page.locator('details summary').click();
    await page.getByRole('region', { name: 'The body of request 1' }).waitFor();
    expect(await page.title()).toContain('<script>alert(1)</script>');
    expect(await page.getByRole('heading', { level: 2 }).last().innerText()).toContain('<img src=x onerror=alert(3)>');
    expect(await page.locator('script').count()).toBe(1);
    expect(await page.locator('style, img, iframe, object, svg, [onerror], [onload]').count()).toBe(0);
    expect(await page.locator('a:not([href^="#"])').count()).toBe(0);
  });
});

describe('the page’s policy', () => {
  it('refuses code, markup and requests that are not its own', async () => {
    const server = await servePageRoutes();
    const page = await openDevPage(server.url, { mayPrint: true });
    const refused = await page.evaluate(async () => {
      const said: string[] = [];
      document.addEventListener(
        'securitypolicyviolation',
        ({ effectiveDirective }) => void said.push(effectiveDirective),
      );
      const attempts: (() => void)[] = [
        () => Object.assign(document.body, { innerHTML: '<b>taken</b>' }),
        () =>
          document.body.append(
            Object.assign(document.createElement('script'), { textContent: 'document.title = "taken"' }),
          ),
        () => document.body.setAttribute('onclick', 'document.title = "taken"'),
      ];
      for (const attempt of attempts) {
        try {
          attempt();
        } catch {
          // Refused.
        }
      }
      document.body.click();
      await fetch('https://example.com/').catch(() => undefined);
      // The reports arrive later than the refusals.
      while (!said.includes('connect-src')) await new Promise((resolve) => setTimeout(resolve, 10));
      return { said, title: document.title };
    });
    expect(refused.title).not.toBe('taken');
    expect(refused.said).toEqual(expect.arrayContaining(['require-trusted-types-for', 'connect-src']));
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Live calls of src/orders.ts');
  });
});
