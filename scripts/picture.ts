/** Takes the README's picture of the sample flow's report. It needs `npm start` before, and a Chromium. */
import { copyFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const report = at('docs/orders.html');

copyFileSync(at('orders.html'), report);
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme: 'light' });
await page.goto(new URL('../docs/orders.html', import.meta.url).href);
await page.getByRole('link', { name: 'record 4:16' }).click();
await page.evaluate('scrollTo(0, 0)');
await page.screenshot({ path: at('docs/orders.png'), fullPage: true });
await browser.close();
