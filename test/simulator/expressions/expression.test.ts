import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadExpressions } from '../../../src/simulator/expressions/expression.ts';
import { knownHelpers } from '../../../src/simulator/expressions/known-helpers.ts';
import { Findings } from '../../../src/simulator/scope/findings.ts';
import { render } from './render.ts';

const record = {
  name: 'Ada',
  'Full name': 'Ada L',
  html: '<b> & "c"',
  lines: [{ sku: 'A', 'e.mail': 'x' }],
  no: null,
  off: false,
  zero: 0,
};

describe('a template', () => {
  it.each([
    ['renders double and triple braces raw', '{{record.html}}{{{record.html}}}', '<b> & "c"<b> & "c"'],
    ['renders a missing field, and null, as an empty text', '[{{record.x.y}}{{record.no}}]', '[]'],
    ['renders 0 and false as they are', '{{record.zero}}{{record.off}}', '0false'],
    ['reads names in brackets', '{{record.[Full name]}}', 'Ada L'],
    ['reads an element by its index', '{{record.lines.[0].sku}}{{record.lines.0.[e.mail]}}', 'Ax'],
    ['reads the length of a text and of a list', '{{record.name.length}}{{record.lines.length}}', '31'],
    ['reads fields with odd names', '{{"Full name"}}{{12}}{{true}}', 'NTY'],
    ['reads from the root', '{{@root.record.name}}', 'Ada'],
    ['keeps escaped braces', '\\{{record.name}}', '{{record.name}}'],
    ['keeps the text of a raw block', '{{{{raw}}}} {{ x}} {{{{/raw}}}}!', ' {{ x}} !'],
    ['keeps an empty raw block empty', 'a{{{{raw}}}}{{{{/raw}}}}{{record.name}}', 'aAda'],
    ['leaves comments out', '{{! no }}{{!-- {{ no}} --}}a', 'a'],
    ['takes braces and white space within texts', '{{replace "{{ a" "{{ " ""}}{{join \'}} \' "a" "b"}}', 'aa}} b'],
    ['takes a name in brackets with a quote', "{{record.[it's]}}{{record.name}}", 'Ada'],
    ['takes a backslash before braces as it is', '\\\\{{record.name}}', '\\Ada'],
    ['nests helpers', '{{uppercase (split (join "-" record.name "x") "-" 0)}}', 'ADA'],
    ['reads a field that is named like a helper by this', '{{this.first}}{{this.log}}', 'FL'],
  ])('%s', (_, template, text) => {
    expect(render(template, { record, first: 'F', log: 'L', 'Full name': 'N', 12: 'T', true: 'Y' })).toMatchObject({
      text,
      refusals: [],
      failure: undefined,
    });
  });

  it.each([
    ['{{uppercse a}}', 'found uppercse, expected a helper of the platform; did you mean uppercase?'],
    ['{{trim (upercase a)}}', 'found upercase, expected a helper of the platform; did you mean uppercase?'],
    ['{{sort (lst a) number=(eqq 1 2)}}', 'found lst, expected a helper of the platform; did you mean last?,found eqq'],
    ['{{#ech}}{{b}}{{/ech}}', undefined],
    ['{{#forEach a b}}{{/forEach}}', 'found forEach, expected a helper of the platform'],
    ['{{aws4 "a" "b" null "c" "d"}}', 'found the helper aws4, which signs requests and cannot be simulated'],
    ['{{log "a"}}', 'found {{log}}, which the platform does not document as a helper'],
    ['{{log}}', 'for a field of that name write {{this.log}}'],
    ['{{record.trim a}}', 'found a call of record.trim, expected the name of a helper right after the braces'],
    ['{{#this.each a}}{{/this.each}}', 'found a call of this.each, expected the name of a helper'],
    ['{{trim (../a b)}}', 'found a call of ../a, expected the name of a helper'],
    [
      '{{first}}',
      'found {{first}}, which calls the helper first without a value; for a field of that name write {{this.first}}',
    ],
    [
      '{{#each a}}{{@last}}{{/each}}',
      'found {{@last}}, which calls the helper last without a value; expected it in a block: {{#if @last}}',
    ],
    ['{{"trim"}}', 'found {{trim}}, which calls the helper trim without a value'],
    ['{{compare a "==" b}}', 'found {{compare}}, expected {{#compare …}}: the platform has compare in that form only'],
    ['{{#trim a}}{{/trim}}', 'found {{#trim}}, expected {{trim …}}: the platform has trim in that form only'],
    ['{{padLeft a}}', 'found padLeft with 1 value, expected 2 to 3'],
    ['{{#if a b}}{{/if}}', 'found if with 2 values, expected 1'],
    ['{{join}}', 'found {{join}}, which calls the helper join without a value'],
    ['{{trim a side="left"}}', 'found trim with side=, expected no named values'],
    ['{{sort a revers="true"}}', 'found sort with revers=, expected number or reverse; did you mean reverse?'],
    ['{{> footer}}', 'found a partial or a decorator, which cannot be simulated'],
    ['{{#*inline "x"}}{{/inline}}', 'found a partial or a decorator, which cannot be simulated'],
    ['{{{{rw}}}}a{{{{/rw}}}}', 'found {{{{rw}}}}, expected {{{{raw}}}} for literal text'],
    ['{{{{raw a}}}}a{{{{/raw}}}}', 'found {{{{raw}}}}, expected {{{{raw}}}} for literal text'],
    ['{{*.name}}', 'found {{*.name}}, which reads all rows and cannot be simulated'],
    ['{{ name}}', 'line 1: found white space right after opening braces'],
    ['a\n{{{ name}}}', 'line 2: found white space right after opening braces'],
    ['{{#if a}}{{ else}}{{/if}}', 'line 1: found white space right after opening braces'],
    ['{{{{ raw}}}}a{{{{/raw}}}}', 'line 1: found white space right after opening braces'],
    ['{{name', 'found a template that cannot be read: Parse error on line 1, near {{name'],
    [
      '{{#if a}}b',
      'found a template that cannot be read: Parse error on line 1, near {{#if a}}b, expected the end of a block',
    ],
    ['{{#if a}}{{/each}}', "found a template that cannot be read: if doesn't match each - 1:3"],
    ['a\r\n{{b}}\n{{trm c}}', 'line 3: found trm, expected a helper of the platform; did you mean trim?'],
  ])('is refused: %s', (template, message) => {
    const { refusals, text } = render(template);
    if (message === undefined) expect(refusals).toEqual([]);
    else expect(refusals.join()).toContain(message);
    expect(text).toBe('');
  });

  it.each([
    ['{{a}}{{b}}', '12'],
    ['{{{a}}}{{{b}}}', '12'],
    ['{{add a 1}}{{a}}', '21'],
    [' {{~a}}{{b}}', '12'],
    ['{{! a }}{{a}}{{! b }}{{b}}', '12'],
    ['{{#if a}}{{a}}{{b}}{{/if}}{{#if b}}{{b}}{{/if}}', '122'],
    ['{{a}}{{no}}{{b}}{{a}}', '1false21'],
    ['{{#each list}}{{this}}{{@index}}{{/each}}', '3041'],
  ])('joins numbers as texts: %s', (template, text) => {
    expect(render(template, { a: 1, b: 2, no: false, list: [3, 4] })).toMatchObject({
      text,
      readings: ['joinedValues'],
    });
  });

  it('joins numbers with texts around them as any library does', () => {
    const template = '{{a}}-{{b}}{{#if a}}{{b}}{{/if}}{{#with a}}{{this}}{{/with}}';
    expect(render(template, { a: 1, b: 2 })).toMatchObject({ text: '1-221', readings: [] });
    expect(render('{{a}}{{b}}', { a: 'x', b: 1 })).toMatchObject({ text: 'x1', readings: [] });
    expect(render('{{a}}{{b}}', { a: 1, b: null })).toMatchObject({ text: '1', readings: [] });
  });

  it('reports all its refusals together', () => {
    expect(render('{{aa b}}{{#if c}}{{dd e}}{{else}}{{ff g}}{{/if}}').refusals).toHaveLength(3);
  });

  it('reads own properties only', () => {
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
      expect(render(`{{record.${name}}}{{record.${name}.name}}|`, { record })).toMatchObject({ text: '|' });
      const own = JSON.parse(`{"${name}": "mine"}`);
      expect(render(`{{record.${name}}}`, { record: own }).text).toBe('mine');
    }
  });

  it('fails the record when a value cannot become a text', () => {
    expect(render('{{record}}', { record: { toString: 1, valueOf: 1 } }).failure).toMatchObject({
      source: 'mapping',
      code: 'expression_error',
      message: expect.stringMatching(/^\{\{record\}\}: /),
    });
    const long = `${'x'.repeat(70)}{{record}}`;
    const { failure } = render(long, { record: { toString: 1, valueOf: 1 } });
    expect(failure?.message).toContain(`${'x'.repeat(60)}…: `);
  });

  it('keeps the record as it is', () => {
    const frozen = Object.freeze({ lines: Object.freeze([Object.freeze({ sku: 'A' })]) });
    expect(render('{{#each lines}}{{sku}}{{@index}}{{/each}}', frozen).text).toBe('A0');
  });

  it('renders any text without braces as it is, and any value of a field raw', () => {
    const plain = fc.string().filter((text) => !/[{}\\]/.test(text));
    fc.assert(
      fc.property(plain, fc.string(), plain, (before, value, after) => {
        expect(render(`${before}{{record.v}}${after}`, { record: { v: value } }).text).toBe(before + value + after);
      }),
      { numRuns: 200 },
    );
  });

  it('is loaded once', () => {
    expect(loadExpressions()).toBe(loadExpressions());
  });
});

describe('the fields of a template', () => {
  it('are watched, and named with the nearest field when no record has them', async () => {
    const findings = new Findings();
    const { compile } = await loadExpressions();
    const run = compile('{{record.nmae}}{{trim record.name}}', findings.scopeOf('imports/d1.json'));
    for (const name of ['A', 'B']) run({ record: { name } });
    expect(findings.warnings()).toEqual([
      {
        document: 'imports/d1.json',
        path: '',
        message: 'record.nmae was found in none of 2 records; did you mean record.name?',
      },
    ]);
  });

  it.each([
    '{{#if a}}{{b}}{{/if}}',
    '{{#each a}}{{b}}{{/each}}',
    '{{#a}}{{b}}{{/a}}',
    '{{isTruthy a}}{{isFalsey a}}{{getValue "a" b}}',
    '{{@root.a}}{{this}}',
  ])('are not watched where they may be missing: %s', (template) => {
    expect(render(template)).toMatchObject({ warnings: [], refusals: [] });
  });

  it('are watched in the named values of a helper', () => {
    expect(render('{{sort list reverse=record.down}}', { list: [] }).warnings).toEqual([
      'record.down was found in none of 1 record',
    ]);
  });
});

describe('the helpers of the platform', () => {
  it('are each refused without the values they need, and with too many', () => {
    for (const [name, { arity, isBlock }] of knownHelpers) {
      const write = (values: string) => (isBlock ? `{{#${name}${values}}}{{/${name}}}` : `{{${name}${values}}}`);
      const [least, most] = arity;
      if (least > 0) expect(render(write('')).refusals, name).toHaveLength(1);
      if (least > 1) expect(render(write(' a')).refusals, name).not.toEqual([]);
      if (most < 9) expect(render(write(' a b c d e f')).refusals, name).not.toEqual([]);
    }
  });
});
