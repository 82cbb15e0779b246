import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Case, render } from './render.ts';

const record = {
  letters: ['a', 'b', 'c', 'd'],
  numbers: ['10', '9', 1],
  twice: ['A', 'B', 'A'],
  none: [],
  empty: {},
  lines: [{ sku: 'A001', at: { bin: 1 } }, { sku: 'A002', at: { bin: 2 } }, {}],
  config: { theme: 'dark' },
  shipping: { no: null, city: 'Linz' },
  zero: 0,
  gone: undefined,
};

const lists: readonly Case[] = [
  ['{{first record.letters}}', 'a'],
  ['{{first record.letters 2}}', 'a,b', 'someItems'],
  ['{{first "xyz"}}', 'x'],
  ['{{first record.gone}}|', '|', 'notList'],
  ['{{last record.letters}}', 'd'],
  ['{{last record.letters 2}}', 'c,d', 'someItems'],
  ['{{last record.letters 9}}', 'a,b,c,d', 'someItems'],
  ['{{after record.letters 2}}', 'c,d'],
  ['{{before record.letters 3}}', 'a'],
  ['{{before record.letters 9}}|', '|'],
  ['{{before record.letters 0}}', 'a,b,c,d', 'beforeNone'],
  ['{{jsonSerialize (arrayify "foo")}}', '["foo"]'],
  ['{{jsonSerialize (arrayify record.gone)}}', '[]'],
  ['{{jsonSerialize (arrayify record.twice)}}', '["A","B","A"]'],
  ['{{jsonSerialize (arrayify record.zero)}}', '[0]', 'arrayifyFalse'],
  ['{{jsonSerialize (pluck record.lines "sku")}}', '["A001","A002"]'],
  ['{{pluck record.lines "at.bin"}}', '1,2'],
  ['{{unique record.twice}}', 'A,B'],
  ['{{sort record.numbers}}', '1,10,9'],
  ['{{sort record.numbers number="true"}}', '1,9,10'],
  ['{{sort record.numbers number=true reverse="true"}}', '10,9,1'],
  ['{{sort record.letters reverse="false"}}', 'a,b,c,d'],
  ['{{getValue "record.shipping.city" "-"}}', 'Linz'],
  ['{{getValue "record.shipping.no" "-"}}', '-'],
  ['{{getValue "record.lines[1].at.bin"}}', '2'],
  ['{{#each record.twice}}{{getValue "record.shipping.city"}}{{/each}}', 'LinzLinzLinz'],
  ['{{getValue "record.shipping.city.length"}}{{getValue "record.shipping.city.size" "-"}}', '4-'],
  ['{{getValue "record.shipping.toString" "-"}}', '-'],
  ['{{#each record.none}}x{{else}}{{getValue "record.shipping.city"}}{{/each}}', 'Linz'],
  [
    '{{hasOwn record.config "theme"}} {{hasOwn record.config "toString"}} {{hasOwn record.gone "x"}}',
    'true false false',
  ],
  ['{{hasNoItems record.none}} {{hasNoItems record.empty}} {{hasNoItems record.letters}}', 'true true false'],
  ['{{hasNoItems record.gone}} {{hasNoItems 5}}', 'true false', 'noItems'],
];

const encodings: readonly Case[] = [
  ['{{#with (jsonParse "{\\"a\\":[1]}")}}{{a.[0]}}{{/with}}', '1'],
  ['{{#with (jsonParse \'{"a":[1]}\')}}{{a.[0]}}{{/with}}', '1'],
  ['{{jsonSerialize record.config}}', '{"theme":"dark"}'],
  ['{{jsonStringify record.none}}', '[]'],
  ['{{jsonSerialize record.gone}}|', '|'],
  [`{{jsonEncode 'say "hi"'}}`, 'say \\"hi\\"'],
  ['{{jsonEncode record.config}} {{jsonEncode record.zero}}{{jsonEncode record.gone}}', '[object Object] 0'],
  ['{{base64Encode "jane.doe@example.com"}}', 'amFuZS5kb2VAZXhhbXBsZS5jb20='],
  ['{{base64Encode "ff00" "hex"}}', '/wA='],
  ['{{base64Decode "U29tZSBlbmNvZGVkIHZhbHVl"}}', 'Some encoded value'],
  ['{{base64Decode "/wA=" "hex"}}', 'ff00'],
  ['{{encodeURI "overseas order flow"}}', 'overseas%20order%20flow'],
  ['{{encodeURI "a/b"}}', 'a%2Fb', 'uriComponent'],
  ['{{decodeURI "overseas%20order"}}', 'overseas order'],
  ['{{decodeURI "a%2Fb"}}', 'a/b', 'uriComponent'],
  ['{{htmlEncode "<p>&</p>"}}', '&lt;p&gt;&amp;&lt;/p&gt;'],
  [`{{htmlEncode "it's"}}`, 'it&#39;s', 'quoteEntity'],
  ['{{htmlDecode "&lt;p&gt;A &amp; B&#33;&#x21;&quot;"}}', '<p>A & B!!"'],
  ['{{stripProtocol "http://foo.bar/image.png"}}', '//foo.bar/image.png'],
  ['{{stripQuerystring "https://example.com/product?ref=ads#x"}}', 'https://example.com/product'],
];

const digests: readonly Case[] = [
  ['{{hash "MD5" "hex" "a"}}', '0cc175b9c0f1b6a831c399e269772661'],
  ['{{hash "sha1" "base64" "a"}}', 'hvfkN/qlp/zhXR3cuerq6jd2Z7g='],
  ['{{hmac "md5" "key" "hex" "The quick brown fox jumps over the lazy dog"}}', '80070713463e7749b90c2dc24911e275'],
  [
    '{{hmac "md5" "a2V5" "hex" "The quick brown fox jumps over the lazy dog" "base64"}}',
    '80070713463e7749b90c2dc24911e275',
  ],
];

const patterns: readonly Case[] = [
  ['{{regexMatch "Order 12345, 67890" "[0-9]{5}"}}', '12345'],
  ['{{regexMatch "Order 12345, 67890" "[0-9]{5}" 1}}', '67890'],
  ['{{regexMatch "ABC" "b" 0 "i"}}', 'B'],
  ['{{regexMatch "ABC" "x"}}|', '|'],
  ['{{regexSearch "$1499.95" "\\."}}', '5'],
  ['{{regexSearch "abc" "X" "gi"}}', '-1'],
  ['{{regexReplace "ABC-123 45" "" "[ -]" "g"}}', 'ABC12345'],
  ['{{regexReplace "a-b" "$2$1" "(a)-(b)"}}', 'ba'],
  ['{{regexReplace "a-a" "b" "a"}}', 'b-b', 'globalReplace'],
  ['{{regexReplace "a" "b" "x"}}', 'a'],
  ['{{#each list}}{{regexMatch this.v this.p}};{{/each}}', 'a;b;b;'],
];

describe.each([
  ['lists and objects', lists],
  ['encodings', encodings],
  ['hashes', digests],
  ['regular expressions', patterns],
])('the helpers of %s', (_, cases) => {
  it.each(cases)('render %s as %s', (template, text, ...relied) => {
    const list = [
      { v: 'ab', p: 'a' },
      { v: 'ab', p: 'b' },
      { v: 'b', p: 'b' },
    ];
    const rendered = render(template, { record, list });
    expect(rendered).toMatchObject({ failure: undefined, refusals: [], readings: relied });
    expect(rendered.text).toBe(text);
  });
});

describe('a helper of lists or encodings', () => {
  it.each([
    ['{{after record.config 1}}', '{{after}}: found an object, expected a list'],
    ['{{jsonParse "{"}}', '{{jsonParse}}: found "{", expected a text in JSON'],
    ['{{decodeURI "%E0%A4%A"}}', '{{decodeURI}}: found "%E0%A4%A", expected a text with valid percent codes'],
    ['{{htmlDecode "&eacute;"}}', '{{htmlDecode}}: found "&eacute;", expected one of lt, gt, amp, quot, apos, nbsp'],
    ['{{regexMatch "a" record.bad}}', '{{regexMatch}}: found "(", expected a regular expression'],
    ['{{regexMatch "a" "a" 0 record.bad}}', '{{regexMatch}}: found "(", expected only g, i and m as options'],
    ['{{base64Encode "a" record.bad}}', 'found "(", expected one of utf8, utf-8, ascii'],
    ['{{hash record.bad "hex" "a"}}', '{{hash}}: found "(", expected a known name'],
    ['{{htmlDecode "&#9999999;"}}', '{{htmlDecode "&#9999999;"}}: Invalid code point 9999999'],
  ])('fails the record for %s', (template, message) => {
    const { failure } = render(template, { record: { ...record, bad: '(' } });
    expect(failure).toMatchObject({ source: 'mapping', code: 'expression_error' });
    expect(failure?.message).toContain(message);
  });

  it.each([
    ['{{regexMatch a "("}}', '{{regexMatch}}: found "(", expected a regular expression'],
    ['{{regexReplace a "" "x" "y"}}', '{{regexReplace}}: found "y", expected only g, i and m as options'],
    ['{{regexSearch a "[z-a]"}}', '{{regexSearch}}: found "[z-a]", expected a regular expression'],
    ['{{base64Decode a "utf9"}}', 'found "utf9"'],
    ['{{hash "sha255" "hex" a}}', '{{hash}}: found "sha255", expected a known name; did you mean sha'],
    ['{{hash alg "hexa" a}}', '{{hash}}: found "hexa", expected one of hex, base64; did you mean hex?'],
    ['{{hmac alg a "hex" a "utf16"}}', '{{hmac}}: found "utf16", expected one of utf8, base64; did you mean utf8?'],
    ['{{hmac "md" a "hex" a}}', '{{hmac}}: found "md", expected a known name; did you mean'],
    ['{{hash 5 "hex" a}}', '{{hash}}: found 5, expected a known name'],
    ['{{random "uid"}}', '{{random}}: found "uid", expected one of crypto, uuid, number; did you mean uuid?'],
  ])('is refused with values that cannot fit: %s', (template, message) => {
    expect(render(template).refusals.join()).toContain(message);
  });

  it('changes no list of the record', () => {
    const list = Object.freeze(['b', 'a', 'c']);
    const template = '{{sort list reverse="true"}} {{reverse list}} {{before list 1}} {{unique list}}';
    expect(render(template, { list }).text).toBe('c,b,a c,a,b b,a b,a,c');
  });

  it('decodes what it encodes, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(render('{{base64Decode (base64Encode text)}}', { text }).text).toBe(text);
        expect(render('{{decodeURI (encodeURI text)}}', { text }).text).toBe(text);
        expect(render('{{htmlDecode (htmlEncode text)}}', { text }).text).toBe(text);
        expect(render('{{jsonParse (jsonSerialize text)}}', { text }).text).toBe(text);
      }),
      { numRuns: 100 },
    );
  });
});

describe('the helper random', () => {
  const template = '{{random "crypto" 8}} {{random "number" 9}} {{random "crypto"}}';

  it('gives values of its kinds and lengths', () => {
    expect(render(template).text).toMatch(/^[A-Za-z0-9]{8} \d{9} [A-Za-z0-9]{32}$/);
    expect(render('{{random "uuid"}}').text).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(render('{{random "uuid"}}').readings).toEqual(['seededRandom']);
  });

  it('repeats its values in the next run, and has others for another seed, another template and the next record', () => {
    expect(render(template).text).toBe(render(template).text);
    expect(render(template, {}, { seed: 2 }).text).not.toBe(render(template).text);
    expect(render(`${template} `).text).not.toBe(`${render(template).text} `);
    const [one, other] = (render('{{random "uuid"}},{{random "uuid"}}').text as string).split(',');
    expect(one).not.toBe(other);
  });
});
