import { expect, it } from 'vitest';
import type { RunReport, StageName } from '../../../src/simulator/report/types.ts';
import { reportOf } from '../../simulator/report/fixture.ts';
import { openReport } from './open.ts';

const HOSTILE = [
  '<script>alert(1)</script>',
  '</script><script>alert(2)</script>',
  '<!--<script>',
  '<img src=x onerror=alert(3)>',
  '"><svg onload=alert(4)>',
  "'-alert(5)-'",
  'javascript:alert(6)',
  '</title><style>*{display:none}</style>',
  '\u2028\u2029\u0000\u202e&lt;b&gt;&amp;',
].join(' ');

/** A report with hostile text wherever functions, records and flows may put text. */
function hostileReport(): RunReport {
  const report = reportOf({ records: 40, change: (record) => ({ ...record, [HOSTILE]: HOSTILE, __proto__: null }) });
  const name = HOSTILE as StageName;
  const problem = { code: HOSTILE, message: HOSTILE };
  const at = { page: 0, record: HOSTILE };
  return {
    ...report,
    flow: HOSTILE,
    reason: HOSTILE,
    ending: 'stopped',
    startedAt: HOSTILE,
    stages: report.stages.map((stage) => ({ ...stage, name, step: HOSTILE, function: HOSTILE })),
    run: {
      ...report.run,
      flow: HOSTILE,
      stacks: [{ id: HOSTILE, name: HOSTILE, module: HOSTILE, generation: HOSTILE }],
    },
    graph: {
      nodes: [
        { kind: 'router', name: HOSTILE },
        { kind: 'import', name: HOSTILE },
      ],
      edges: [{ from: 0, to: 1, branch: HOSTILE, records: 1 }],
    },
    warnings: [{ document: HOSTILE, path: HOSTILE, message: HOSTILE }],
    notes: [{ stage: name, message: HOSTILE, count: 2 }],
    readings: [{ basis: 'assumed', rule: HOSTILE }],
    importedTwice: [{ record: HOSTILE, stage: name }],
    log: [{ text: HOSTILE }, { text: HOSTILE, stage: name, page: 0, attempt: 2, record: HOSTILE, isStack: true }],
    breaches: [{ rule: HOSTILE, stage: name, function: HOSTILE, message: HOSTILE, path: HOSTILE, ...at }],
    errors: [{ ...problem, stage: name, source: HOSTILE, ...at }],
    pages: report.pages.map((page) => ({ ...page, stages: page.stages.map((stage) => ({ ...stage, name })) })),
    journey: report.journey.map(({ stages, ...journey }, index) => ({
      ...journey,
      key: index === 0 ? HOSTILE : journey.key,
      ...{ traceKey: index === 1 ? HOSTILE : '1000' },
      stages: stages.map((stage) => ({ ...stage, name, branches: [HOSTILE], errors: [problem] })),
    })),
  };
}

it('shows texts of flows, functions and records as text: nothing of it runs, loads or becomes markup', async () => {
  const edit = {
    of: `record ${HOSTILE}`,
    stage: HOSTILE,
    path: HOSTILE,
    before: HOSTILE,
    after: HOSTILE,
    later: [HOSTILE],
  };
  const comparison = { since: HOSTILE, edits: [edit], leftOut: 0 };
  const page = await openReport(hostileReport(), { comparison });
  expect(await page.title()).toContain('<script>alert(1)</script>');
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain('</script><script>alert(2)</script>');
  await page
    .getByRole('link', { name: /^record <script>/ })
    .first()
    .click();
  expect(await page.getByRole('heading', { name: /^Record 1000 <script>alert/ }).count()).toBe(1);
  await page.getByRole('searchbox').fill('<img src=x');
  expect(await page.getByRole('status').innerText()).toBe('40 records');
  // Two scripts and one style are the page's own.
  expect(await page.locator('script').count()).toBe(2);
  expect(await page.locator('style').count()).toBe(1);
  expect(await page.locator('img, iframe, object, [onerror], [onload]').count()).toBe(0);
  expect(await page.locator('a:not([href^="#"])').count()).toBe(0);
});

it('refuses injected code by its policy', async () => {
  const page = await openReport(reportOf({ records: 1 }), { mayBeRefused: true });
  const refused = await page.evaluate(async () => {
    const said: string[] = [];
    document.addEventListener(
      'securitypolicyviolation',
      ({ effectiveDirective }) => void said.push(effectiveDirective),
    );
    const script = document.createElement('script');
    script.textContent = 'document.title = "taken"';
    document.body.append(script);
    document.body.setAttribute('onclick', 'document.title = "taken"');
    document.body.click();
    await fetch('https://example.com/').catch(() => undefined);
    // The reports arrive later than the refusals.
    while (said.length < 3) await new Promise((resolve) => setTimeout(resolve, 10));
    return { said, title: document.title };
  });
  expect(refused.title).toBe('Orders to the shop');
  expect(refused.said).toEqual(expect.arrayContaining(['script-src-elem', 'script-src-attr', 'connect-src']));
});
