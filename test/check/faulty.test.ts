import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Law } from '../../src/check/laws.ts';
import { define } from '../../src/contracts/define.ts';
import { checked } from './checking.ts';

const folder = new URL('../fixtures/faulty/', import.meta.url);

/** Each module has one fault: the rule that must name it, its place, and the words of what was found. */
const faults: readonly (readonly [file: string, law: Law, where: RegExp | string, found: RegExp | string])[] = [
  ['second-answer', 'once', 'after the answer', 'a second answer'],
  ['later-answer', 'once', 'after the answer', 'a second answer'],
  ['error-after-answer', 'once', 'after the answer', 'an error: Error: The audit log is closed.'],
  ['forgotten-branch', 'once', 'the answer', /^none/],
  ['slow', 'time', 'the answer', 'a later one'],
  ['busy', 'time', 'the answer', /blocked the process/],
  ['date-in-response', 'json', 'response[0].data.seenAt', 'an instance of Date; did you mean date.toISOString()?'],
  ['bigint-in-response', 'json', 'response.data[0].number', 'a bigint; did you mean String(value)?'],
  ['cycle-in-response', 'json', 'response[0].page', 'a cycle'],
  ['class-in-response', 'json', 'response.data[0]', 'an instance of Order'],
  ['not-a-number', 'json', 'response.data[0].average', /^NaN/],
  ['dropped-record', 'contract', 'response', '0 elements for 1 in options.data'],
  ['flattened-rows', 'contract', 'response', /^\d+ elements for 1 in options.data$/],
  ['misspelt-field', 'contract', 'response[0]', 'Unrecognized key: "dta"; did you mean data?'],
  ['number-as-message', 'contract', 'response[0].errors[0].message', 'number'],
  ['no-reason', 'contract', 'response.errors', /statusCode 401/],
  ['trimmed-in-place', 'input', 'options.data[0].customer', '"ADA BYRON", was "Ada Byron"'],
  ['sorted-in-place', 'input', 'options.data[0].id', '1002, was 1001'],
  ['changed-later', 'input', 'options.data[0].customer', 'removed, was "Ada Byron"'],
  ['token-in-response', 'secrets', 'response.data[0].link', 'options.bearerToken'],
  ['token-in-error', 'secrets', 'errors[0].message', 'options.bearerToken'],
  ['password-on-console', 'secrets', 'the log', /^options.connection.encrypted.password, encoded: asking the shop/],
  ['options-on-stderr', 'secrets', 'the log', /^options.bearerToken: /],
  ['settings-taken-for-granted', 'survives', /settings-taken-for-granted.js:5:\d+$/, /^TypeError: .*'currency'/],
  ['empty-page', 'survives', /empty-page.js:5:\d+$/, /^TypeError: Reduce of empty array/],
  ['missing-errors', 'survives', /missing-errors.js:5:\d+$/, /^TypeError: .*'map'/],
  ['missing-date', 'survives', /missing-date.js:5:\d+$/, 'RangeError: Invalid time value'],
  ['misspelt-variable', 'survives', /misspelt-variable.js:7:\d+$/, 'ReferenceError: ordr is not defined'],
  ['second-page', 'survives', /second-page.js:7:\d+$/, /^TypeError: /],
  ['same-state', 'ends', 'response.state', 'the state that it was sent'],
  ['mixed-up', 'order', 'the answer', 'another one while a second call was answered'],
  ['thrown-in-timer', 'strays', /thrown-in-timer.js:6:\d+$/, 'uncaught: Error: The cache is closed.'],
  ['floating-promise', 'strays', /floating-promise.js:4:\d+$/, /^unhandled rejection: /],
  ['both-layouts', 'layout', 'module.tidyOrders', /groups \(hooks\)/],
  ['wrong-group', 'layout', 'module.wrappers.keepOrders', 'a preSavePage'],
  ['newer-kind-in-group', 'layout', 'module.installer.installStep', 'a step'],
  ['older-kind-at-top', 'layout', 'module.beginInstall', 'a connectorInstaller'],
  ['shadowed-name', 'names', 'module.toString', /toString/],
  ['misspelt-kind', 'kinds', 'module.keepOrders', 'define.premap'],
  ['no-ping', 'ping', 'module.importOrders', 'no ping beside it'],
  ['unused-callback', 'callback', 'module.keepOrders', /^_callback/],
  ['async-without-answer', 'callback', 'module.installStep', /^_callback/],
  ['singular-group', 'reach', 'module.hook.keepOrders', 'a function in "hook"'],
  ['too-deep', 'reach', 'module.hooks.orders.keepOrders', /2 levels deep/],
  ['generator', 'reach', 'module.exportOrders', /generator/],
];

/** Found by the process that supervises the one with the calls: see command.test.ts. */
const told = ['endless-loop', 'process-exit', 'both-fields'];

/** A slow function must take longer than its limit. */
const patience = (file: string) => (['forgotten-branch', 'slow', 'busy'].includes(file) ? { timeout: 200 } : {});

const match = (expected: RegExp | string) => (expected instanceof RegExp ? expect.stringMatching(expected) : expected);

describe('check', () => {
  it.each(faults)('finds the fault of %s, and no other: %s', async (file, law, where, found) => {
    const { findings } = await checked(await import(new URL(`${file}.js`, folder).href), patience(file));
    expect(findings).toEqual([expect.objectContaining({ law, where: match(where), found: match(found) })]);
  });

  it.each([
    ['no return', () => undefined, 'array', 'undefined; did the function forget to return?'],
    [
      'records for actions',
      () => [{ id: 1 }],
      '{ data?, errors? }',
      'a record with id; did you mean { data: record }?',
    ],
    [
      'promises for actions',
      () => [Promise.resolve({})],
      'plain JSON data',
      /^an instance of Promise; did you mean await/,
    ],
  ])('says what was most likely meant: %s', async (_, answer, expected, found) => {
    const laws = new Set(['contract', 'json'] as const);
    const { findings } = await checked({ answer: define.preMap(answer as never) }, { laws, runs: 0 });
    expect(findings).toEqual([expect.objectContaining({ expected, found: match(found) })]);
  });

  it('has a module for every fault', () => {
    const files = readdirSync(folder).map((name) => name.replace('.js', ''));
    expect(files.sort()).toEqual([...faults.map(([file]) => file), ...told].sort());
  });

  it.each(['missing-errors', 'flattened-rows', 'thrown-in-timer'])(
    'finds for %s the same options by the same seed',
    async (file) => {
      const module = await import(new URL(`${file}.js`, folder).href);
      const first = await checked(module, { seed: 7 });
      expect(first.findings[0]?.options).toBeDefined();
      expect(await checked(module, { seed: 7 })).toEqual(first);
    },
  );

  it.each([2, 3, 4])('finds by seed %i too what only some options cause', async (seed) => {
    for (const file of [
      'dropped-record',
      'flattened-rows',
      'missing-errors',
      'misspelt-variable',
      'number-as-message',
    ]) {
      const { findings } = await checked(await import(new URL(`${file}.js`, folder).href), { seed, moment: 0 });
      expect(findings, file).toHaveLength(1);
    }
  });

  it('shows a fault with as few records as possible', async () => {
    const { findings } = await checked(await import(new URL('flattened-rows.js', folder).href), { seed: 3 });
    expect(findings).toHaveLength(1);
    expect(findings[0]).toHaveProperty('options.data.length', 1);
  });
});
