import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { contracts } from '../../../src/contracts/registry.ts';
import { type Description, describeSchema, formatFields } from '../../../src/contracts/render/describe.ts';
import { legacyOnly, newErrors, nothing, page, record, state } from '../../../src/contracts/schemas.ts';

describe('describeSchema', () => {
  it.each<[string, z.core.$ZodType]>([
    ['string', z.string()],
    ['boolean', z.boolean().optional()],
    ['number', z.number()],
    ['unknown', z.unknown()],
    ['"delta" | "once" | "test"', z.enum(['delta', 'once', 'test'])],
    ['200 | 401', z.literal([200, 401])],
    ['"delta"', z.literal('delta')],
    ['string | null', z.string().nullable()],
    ['string[]', z.array(z.string())],
    ['("a" | "b")[]', z.array(z.enum(['a', 'b']))],
    ['object', z.looseObject({})],
    ['object', z.strictObject({ id: z.string() })],
    ['object[] | object', z.union([z.array(z.looseObject({})), z.looseObject({})])],
    ['Record<string, number>', z.record(z.string(), z.number())],
    ['record', record()],
    ['record[]', page()],
    ['object', state()],
    ['nothing', nothing()],
  ])('writes the type %s', (type, schema) => {
    expect(describeSchema(schema).type).toBe(type);
  });

  it('has the description of a schema, or an empty text', () => {
    expect(describeSchema(z.string().describe('The name.')).text).toBe('The name.');
    expect(describeSchema(z.string()).text).toBe('');
  });

  it('describes each field: whether it may be absent, its meaning and its generation', () => {
    const schema = z.looseObject({
      id: z.string().describe('Its id.'),
      preview: z
        .boolean()
        .optional()
        .meta({ ...legacyOnly, description: 'A sample only.' }),
    });
    expect(describeSchema(schema).fields).toEqual([
      { name: 'id', optional: false, type: 'string', text: 'Its id.', fields: [] },
      { name: 'preview', optional: true, generation: '1.0', type: 'boolean', text: 'A sample only.', fields: [] },
    ]);
  });

  const inner = z.looseObject({ code: z.string() });
  it.each<[string, z.core.$ZodType]>([
    ['an object', inner],
    ['each element of an array', z.array(inner)],
    ['each value of a Record', z.record(z.string(), inner)],
    ['what may be null instead', inner.nullable()],
  ])('finds the fields of %s', (_where, schema) => {
    expect(describeSchema(schema).fields.map(({ name }) => name)).toEqual(['code']);
  });
});

describe('fieldLines', () => {
  it('lists fields, nested ones indented', () => {
    const { fields } = describeSchema(
      z.strictObject({ ...newErrors().shape, preview: z.boolean().optional().meta(legacyOnly) }),
    );
    expect(formatFields(fields)).toEqual([
      '- `retryData: record` — The record to be retried.',
      '- `errors: object[]` — The errors to attach to it.',
      expect.stringMatching(/^ {2}- `code: string` — \S.*\.$/),
      expect.stringMatching(/^ {2}- `message: string` — \S.*\.$/),
      expect.stringMatching(/^ {2}- `source\?: string` — \S.*\.$/),
      expect.stringMatching(/^ {2}- `retryDataKey\?: string` — \S.*\.$/),
      '- `preview?: boolean` (1.0)',
    ]);
  });
});

describe.each(Object.entries(contracts))('the contract of %s', (_kind, contract) => {
  it('has a meaning for every field', () => {
    const unsaid = ({ fields }: Description): string[] =>
      fields.flatMap((field) => [...(field.text ? [] : [field.name]), ...unsaid(field)]);

    expect(unsaid(describeSchema(contract.options))).toEqual([]);
    expect(unsaid(describeSchema(contract.response))).toEqual([]);
  });
});
