import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { contracts } from '../../../src/contracts/registry.ts';
import { type CompilerError, compileTexts } from './compile-texts.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

const HEAD = `import * as own from '../dist/types/index.js';
import { define } from '../dist/types/index.js';
interface Order { id: number; sku: string }
interface Cursor { after: number }
`;

/** A function of a kind that states its answer: how it begins and ends, what it answers, and what is wrong with an answer. */
interface Stated {
  /** The code before the body that makes the answer. */
  readonly opens: (async: string, promise: (type: string) => string) => string;
  readonly closes: string;
  readonly right: string;
  /** Answers that are wrong, with what the compiler must say of each. */
  readonly wrong: Readonly<Record<string, readonly [answer: string, said: RegExp]>>;
}

/** A kind that answers each record: the function that answers one of them states it. */
function answerEach(kind: string, page: string, type: string, right: string, wrong: Stated['wrong']): Stated {
  return {
    opens: (async) => `define.${kind}(${async}(options) =>\n  options.${page}.map((record): own.${type} => {`,
    closes: '}));',
    right,
    wrong,
  };
}

function answerOnce(kind: string, type: string, right: string, wrong: Stated['wrong']): Stated {
  return {
    opens: (async, promise) => `define.${kind}(${async}(options): ${promise(`own.${type}`)} => {`,
    closes: '});',
    right,
    wrong,
  };
}

const WRONG_ORDER = /^Type 'number' is not assignable to type 'string'\.$/m;
const NO_ORDER = /^ *Property 'sku' is missing in type '{ id: number; }' but required in type 'Order'\.$/m;
const NO_STATUS =
  /^Property 'statusCode' is missing in type '{ ?(id: string; )?}' but required in type '[A-Z][A-Za-z]+'\.$/;

const stated: Readonly<Record<string, Stated>> = {
  preSavePage: answerOnce('preSavePage<Order>', 'PreSavePageResponse<Order>', 'data: options.data', {
    'a field of the wrong type': [`{ data: options.data, abort: 'x' }`, /^Type 'string' .* 'boolean \| undefined'\.$/m],
    'a record with a field of the wrong type': [`{ data: [{ id: 1, sku: 3 }] }`, WRONG_ORDER],
    'a record without a field': [`{ data: options.data.map(({ id }) => ({ id })) }`, NO_ORDER],
    'no data': [`{ abort: true }`, /^Property 'data' is missing .* required in type 'PreSavePageResponse<Order>'\.$/],
    'the records themselves': [
      `options.data`,
      /^Property 'data' is missing in type 'Order\[\]' but required in type 'PreSavePageResponse<Order>'\.$/,
    ],
  }),
  preMap: answerEach('preMap<Order>', 'data', 'PreMapAction<Order>', 'data: record', {
    'a record with a field of the wrong type': [`{ data: { ...record, sku: 3 } }`, WRONG_ORDER],
    'a record without a field': [`{ data: { id: record.id } }`, NO_ORDER],
    'the record itself': [`record`, /^Type 'Order' has no properties in common with type 'PreMapAction<Order>'\.$/],
    'an error without a message': [
      `{ errors: [{ code: 'x' }] }`,
      /^Property 'message' is missing .* required in type 'RecordError'\.$/,
    ],
  }),
  postMap: answerEach('postMap<Order>', 'postMapData', 'PostMapAction<Order>', 'data: record', {
    'a record with a field of the wrong type': [`{ data: { ...record, sku: 3 } }`, WRONG_ORDER],
    'the record itself': [`record`, /^Type 'Order' has no properties in common with type 'PostMapAction<Order>'\.$/],
  }),
  postSubmit: answerEach('postSubmit', 'responseData', 'SubmitResult', '...record', {
    'a field of the wrong type': [
      `{ ...record, statusCode: '200' }`,
      /^Type 'string' is not assignable to type '[\d |]+'\.$/,
    ],
    'no status': [`{}`, NO_STATUS],
  }),
  import: answerEach('import<Order>', 'postMapData', 'ImportResult', `statusCode: 200, id: record.sku`, {
    'a field of the wrong type': [`{ statusCode: 200, ignored: 1 }`, /^Type 'number' .* 'boolean \| undefined'\.$/m],
    'no status': [`{ id: record.sku }`, NO_STATUS],
  }),
  ping: answerOnce('ping', 'PingResponse', 'statusCode: 200', {
    'a status that is none': [`{ statusCode: 403 }`, /^Type '403' is not assignable to type '200 \| 401'\.$/],
    'no status': [`{}`, NO_STATUS],
  }),
  export: answerOnce('export<Order, { state: Cursor }>', 'ExportPage<Order, Cursor>', 'data: [], lastPage: true', {
    'a field of the wrong type': [`{ data: [], lastPage: 'no' }`, /^Type 'string' .* 'boolean \| undefined'\.$/m],
    'a state of another type': [`{ data: [], state: { after: 'x' } }`, /^Type 'string' .* type 'number'\.$/m],
    'a record with a field of the wrong type': [`{ data: [{ id: 1, sku: 3 }] }`, WRONG_ORDER],
    'the records themselves': [
      `[{ id: 1, sku: 'x' }]`,
      /has no properties in common with type 'ExportPage<Order, Cursor>'/,
    ],
  }),
  initChild: answerOnce('initChild', 'InitChildResponse', '', {}),
  integrationInstaller: answerOnce('integrationInstaller', 'InstallerResponse', 'success: true', {
    'a field of the wrong type': [`{ success: 'x' }`, /^Type 'string' is not assignable to type 'boolean/m],
  }),
  persistSettings: answerOnce('persistSettings', 'PersistSettingsResponse', 'success: true', {
    'a field of the wrong type': [`{ success: 'x' }`, /^Type 'string' is not assignable to type 'boolean/m],
  }),
};

interface Piece {
  readonly name: string;
  readonly code: string;
  readonly line: number;
  readonly said: RegExp;
}

/** Writes a function with one mistake. The mistake stands in the first line of its body, or is the lack of one. */
function writePiece(kind: string, async: string, mistake: string, answer: string | undefined, said: RegExp): Piece {
  const { opens, closes } = stated[kind] as Stated;
  const opened = opens(async, (type) => (async ? `Promise<${type}>` : type));
  const body = answer === undefined ? '  void options;' : `  return ${answer};`;
  const last = opened.split('\n').length;
  return {
    name: `${async}${kind}: ${mistake}`,
    code: `${opened}\n${body}\n${closes}`,
    line: answer === undefined ? last : last + 1,
    said,
  };
}

const mistaken = Object.entries(stated).flatMap(([kind, { right, wrong }]) =>
  ['', 'async '].flatMap((async) => [
    ...Object.entries(wrong).map(([mistake, [answer, said]]) => writePiece(kind, async, mistake, answer, said)),
    writePiece(
      kind,
      async,
      'a misspelt field',
      `{ ${right}${right && ', '}misspelt: true }`,
      /^Object literal .*'misspelt'/,
    ),
    writePiece(
      kind,
      async,
      'a forgotten return',
      undefined,
      /^A function whose declared type .* must return a value\.$/,
    ),
  ]),
);

/** Functions that do not state their answer, with what the compiler must say at their first line. */
const unstated: readonly (readonly [name: string, code: string, line: number, said: readonly RegExp[]])[] = [
  [
    'a wrong field of an expression',
    `define.preSavePage<Order>(({ data }) => ({
  data,
  abort: 'x',
}));`,
    3,
    [/^Type 'string' is not assignable to type 'boolean \| undefined'\.$/],
  ],
  [
    'a wrong field of an async function, at its first line',
    `define.preSavePage<Order>(async ({ data }) => {
  return { data, abort: 'x' };
});`,
    1,
    [
      / is not assignable to parameter of type 'ExtensionFunction<PreSavePageOptions<Order, object>, PreSavePageResponse<Order>>'/,
      /^ *Type 'Promise<{ data: Order\[\]; abort: string; }>' is not assignable to type 'void /,
      /^ *Type 'Promise<{ data: Order\[\]; abort: string; }>' is .* type 'Promise<PreSavePageResponse<Order>>'\.$/,
      /^ *Type '{ data: Order\[\]; abort: string; }' is .* type 'PreSavePageResponse<Order>'\.$/,
      /^ *Types of property 'abort' are incompatible\.$/,
      /^ *Type 'string' is not assignable to type 'boolean \| undefined'\.$/,
    ],
  ],
  [
    'a forgotten return',
    `define.preMap(({ data }) => {
  data.map((order) => ({ data: order }));
});`,
    1,
    [/'Did the function forget to return\?': PreMapAction<AnyRecord>\[\]/, /'Did the function forget to return\?'/],
  ],
  [
    'a path without return',
    `define.preSavePage(({ data }) => {
  if (data.length > 0) return { data };
});`,
    1,
    [/'Did the function forget to return\?': PreSavePageResponse<AnyRecord>/, /'Did the function forget to return\?'/],
  ],
  [
    'records that are in no action',
    'define.preMap(({ data }) => data.filter(({ id }) => id));',
    1,
    [/'Did you mean { data: record }\?': PreMapAction<AnyRecord>\[\]/, /'Did you mean { data: record }\?'/],
  ],
  [
    'a misspelt option',
    'define.preMap(({ dta }) => dta);',
    1,
    [/^Property 'dta' does not exist on type 'PreMapOptions<AnyRecord, object>'/],
  ],
];

/** What the compiler prints of each piece: the line of each error, and its lines. */
function compile(pieces: readonly string[]): CompilerError[][] {
  const texts = new Map(pieces.map((code, index) => [`${root}test/piece-messages-${index}.ts`, HEAD + code]));
  const head = HEAD.split('\n').length - 1;
  return compileTexts(texts).map((errors) => errors.map(({ line, said }) => ({ line: line - head, said })));
}

// Nothing is known of what a utility gets.
const kinds = Object.keys(contracts)
  .filter((kind) => kind !== 'utility')
  .map((kind) => `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`);

const found = compile([...mistaken.map(({ code }) => code), ...unstated.map(([, code]) => code)]);
const withoutOptions = compile(kinds.map((name) => `export const options: own.${name}Options = {};`));

it.each(mistaken.map((piece, index) => [piece.name, piece, found[index]] as const))(
  'where the answer is stated, the compiler tells a mistake on its line, in at most three lines: %s',
  (_, { line, said }, errors) => {
    expect(errors).toEqual([{ line, said: expect.any(Array) }]);
    const lines = errors?.[0]?.said ?? [];
    expect(lines.join('\n')).toMatch(said);
    expect(lines.length).toBeLessThanOrEqual(3);
  },
);

it.each(unstated.map(([name, , line, said], index) => [name, line, said, found[mistaken.length + index]] as const))(
  'where it is not, the compiler tells %s',
  (_, line, said, errors) => {
    expect(errors).toEqual([{ line, said: said.map((part) => expect.stringMatching(part)) }]);
  },
);

it.each(kinds.map((name, index) => [name, withoutOptions[index]] as const))(
  'the compiler names the type of options that lack a field: %sOptions',
  (name, errors) => {
    expect(errors).toEqual([{ line: 1, said: [expect.stringContaining(` type '${name}Options<AnyRecord, object>'`)] }]);
  },
);
