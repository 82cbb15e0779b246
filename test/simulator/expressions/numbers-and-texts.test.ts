import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Case, render } from './render.ts';

const record = {
  items: [2, 5, '7'],
  none: [],
  zip: 42,
  name: 'CUST123',
  html: '<b class="a>b">Hello</b> <i>you</i>',
  id: null,
};

const numbers: readonly Case[] = [
  ['{{abs "-123"}}', '123'],
  ['{{ceil "45.02"}}', '46'],
  ['{{floor 22.44}}', '22'],
  ['{{round "29.77"}}', '30'],
  ['{{add "33" "11" 100}}', '144'],
  ['{{subtract 6 3}}', '3'],
  ['{{multiply 3 "19.99" 1}}', '59.97'],
  ['{{divide "2002" "100"}}', '20.02'],
  ['{{modulo 7 3}}', '1'],
  ['{{sum record.items}}', '14'],
  ['{{sum 1 "2" record.items}}', '17'],
  ['{{avg "2" "5" "2"}}', '3'],
  ['{{avg record.none}}', '0'],
  ['{{toFixed 123.456789 4}}', '123.4568'],
  ['{{toFixed 1.5}}', '2', 'digits'],
  ['{{toExponential "12345" 2}}', '1.23e+4'],
  ['{{toExponential 12345}}', '1.2345e+4', 'digits'],
  ['{{toPrecision 123.00 2}}', '1.2e+2'],
  ['{{toPrecision 123}}', '1e+2', 'digits'],
  ['{{addCommas "45200000"}}', '45,200,000'],
  ['{{addCommas 1234.567}}', '1,234.567'],
  ['{{addCommas 1234.5678}}', '1,234.5,678', 'classicCommas'],
  ['{{bytes 825399}}', '825.4 kB', 'classicBytes'],
  ['{{bytes "1396" 1}}', '1.4 kB', 'classicBytes'],
  ['{{bytes "foo"}}', '3 B', 'classicBytes'],
  ['{{bytes ""}}', '0 B', 'classicBytes'],
  ['{{ordinalize 22}} {{ordinalize "1"}} {{ordinalize 3}} {{ordinalize 4}}', '22nd 1st 3rd 4th'],
  ['{{ordinalize 11}} {{ordinalize 12}} {{ordinalize 113}}', '11th 12th 113th'],
];

const texts: readonly Case[] = [
  ['{{camelcase "hand crafted item"}}', 'handCraftedItem'],
  ['{{pascalcase "new-arrival-products"}}', 'NewArrivalProducts'],
  ['{{snakecase "getUserProfile"}}', 'get_user_profile'],
  ['{{dashcase "getUserProfile"}}', 'get-user-profile'],
  ['{{dotcase "Customer Profile Data"}}', 'customer.profile.data'],
  ['{{pathcase "getUserProfile"}}', 'get/user/profile'],
  ['{{snakecase "HTTPStatus"}}', 'httpstatus', 'wordCase'],
  ['{{snakecase "größe"}}', 'gr_e', 'wordCase'],
  ['{{sentence "hello world. GOODBYE world."}}', 'Hello world. Goodbye world.', 'classicSentence'],
  ['{{capitalize "hello world"}}', 'Hello world'],
  ['{{capitalizeAll "the quick brown fox"}}', 'The Quick Brown Fox'],
  ['{{lowercase "HERE WE GO!"}}', 'here we go!'],
  ['{{uppercase "library"}}', 'LIBRARY'],
  ['{{trim " a b "}}|', 'a b|'],
  ['{{trimLeft " ABC "}}|', 'ABC |'],
  ['{{trimRight " ABC "}}|', ' ABC|'],
  ['{{chop "_A-B!_"}}', 'A-B', 'classicChop'],
  ['{{sanitize record.html}}', 'Hello you'],
  ['{{padLeft record.name 10 "0"}}', '000CUST123'],
  ['{{padRight "XYZ" 6 "*"}}', 'XYZ***'],
  ['{{padLeft "7" "3"}}|', '  7|'],
  ['{{replace "these & those & $&" "&" "and"}}', 'these and those and $and'],
  ['{{replace "abc" "" "x"}}', 'abc'],
  ['{{replace "a.c" "." "$&"}}', 'a$&c'],
  ['{{replacefirst "a b a b" "a" "$z"}}', '$z b a b'],
  ['{{removefirst "abcabc" "abc"}}', 'abc'],
  ['{{occurrences "foo bar foo bar baz" "foo"}}', '2'],
  ['{{occurrences "aaa" ""}}', '0'],
  ['{{split "Hillary-Ann-Swank" "-" 1}}', 'Ann'],
  ['{{split "Hillary-Ann-Swank" "-" "9"}}|', '|'],
  ['{{split "Hillary-Ann-Swank" "-"}}', 'Hillary'],
  ['{{last (split "Hillary-Ann-Swank" "-")}}', 'Swank', 'splitAsList'],
  ['{{substring "Celigo" 1 4}}', 'eli'],
  ['{{substring "Celigo" 4}}', 'go', 'openSubstring'],
  ['{{substring "Celigo" 4 1}}', 'eli', 'oddSubstring'],
  ['{{substring "Celigo" -2 2}}', 'Ce', 'oddSubstring'],
  ['{{join "/" "root" record.items "logo.png"}}', 'root/2/5/7/logo.png'],
  ['{{join "-" "a" record.gone record.id "b"}}', 'a---b', 'missingItem'],
  ['{{reverse "abcde"}}', 'edcba'],
  ['{{reverse record.items}}', '7,5,2'],
  ['{{truncateWords "foo bar baz" 2}}', 'foo bar…'],
  ['{{truncateWords "foo bar baz" 1 "..."}}', 'foo...'],
  ['{{truncateWords "foo bar" 2}}', 'foo bar', 'fewWords'],
  ['{{uppercase record.gone}}{{uppercase record.id}}|', '|'],
  ['{{padLeft record.zip 5 "0"}}', '00042', 'numberAsText'],
];

describe('the helpers of numbers', () => {
  it.each(numbers)('render %s as %s', (template, text, ...relied) => {
    expect(render(template, { record })).toMatchObject({ text, failure: undefined, refusals: [], readings: relied });
  });

  it.each([
    ['{{add record.name 1}}', '{{add}}: found "CUST123", expected a number'],
    ['{{add record.gone 1}}', '{{add}}: found nothing, expected a number'],
    ['{{abs record.html}}', `{{abs}}: found ${JSON.stringify(record.html)}, expected a number`],
    ['{{abs record.none}}', '{{abs}}: found a list of 0, expected a number'],
    ['{{toFixed 1 -1}}', '{{toFixed}}: found -1, expected a whole number from 0 to 100'],
    ['{{toFixed 1 1.5}}', '{{toFixed}}: found 1.5, expected a whole number from 0 to 100'],
    ['{{toPrecision 1 0}}', '{{toPrecision}}: found 0, expected at least 1 digit'],
    ['{{bytes -5}}', '{{bytes}}: found -5, expected a size of at least 0'],
  ])('fail the record for %s', (template, message) => {
    const { failure } = render(template, { record });
    expect(failure).toMatchObject({ source: 'mapping', code: 'expression_error', message });
  });

  it('add any numbers as JavaScript does', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 }), (list) => {
        const sum = list.reduce((total, number) => total + number, 0);
        expect(render('{{sum list}}', { list }).text).toBe(String(sum));
        expect(render('{{add (first list) 0}}', { list }).text).toBe(String((list[0] ?? 0) + 0));
      }),
      { numRuns: 50 },
    );
  });
});

describe('the helpers of texts', () => {
  it.each(texts)('render %s as %s', (template, text, ...relied) => {
    expect(render(template, { record })).toMatchObject({ text, failure: undefined, refusals: [], readings: relied });
  });

  it('fail a record with a list or an object, and do not show what is in an object', () => {
    expect(render('{{uppercase record.items}}', { record })).toMatchObject({
      failure: { message: '{{uppercase}}: found a list of 3, expected a text' },
      readings: ['notText'],
    });
    expect(render('{{uppercase this}}', { secret: 'x' }).failure?.message).toBe(
      '{{uppercase}}: found an object, expected a text',
    );
  });

  it('cut a long value in a message', () => {
    expect(render('{{abs text}}', { text: 'x'.repeat(100) }).failure?.message).toBe(
      `{{abs}}: found "${'x'.repeat(59)}…, expected a number`,
    );
  });

  it('give back any text that is split and joined, and one that is reversed twice', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), (text, separator) => {
        expect(render('{{join s (split text s)}}', { text, s: separator }).text).toBe(text);
        expect(render('{{reverse (reverse text)}}', { text }).text).toBe(text);
      }),
      { numRuns: 100 },
    );
  });
});
