import * as z from 'zod';

const name = z.string().min(1);

const field = z.strictObject({
  extract: name.optional().describe('The path of the value in the record: with dots, `lines[*].sku` for a list.'),
  generate: name.describe('The path of the field: with dots, `items[*].sku` for a list.'),
  hardCodedValue: z.unknown().optional().describe('A fixed value; null is one.'),
  default: z.unknown().optional().describe('The value if the record has none.'),
  dataType: name.optional().describe('The type of the field: `string`, `number`, `boolean` …'),
  discardIfEmpty: z.boolean().optional().describe('Whether an empty value makes no field.'),
  useFirstRow: z.boolean().optional().describe('In a list of rows: whether the first row’s value goes into each.'),
  conditional: z
    .strictObject({ when: name.describe('The condition: `extract_not_empty` or `ignore_if_set`.') })
    .optional()
    .describe('When the field is made.'),
  extractDateFormat: name.optional().describe('The format of the date that is read, in moment’s tokens.'),
  extractDateTimezone: name.optional().describe('The time zone of the date that is read.'),
  generateDateFormat: name.optional().describe('The format of the date that is written.'),
  generateDateTimezone: name.optional().describe('The time zone of the date that is written.'),
});

const list = z.strictObject({
  generate: name.describe('The list that is written.'),
  jsonPath: z.string().optional().describe('The list that is read.'),
  fields: z.array(field).describe('The fields of each element.'),
});

/** The mapping of an import: the platform's Mapper 1.0 without its lookups. */
export const mapping = z
  .strictObject({
    fields: z.array(field).optional().describe('The fields to write.'),
    lists: z.array(list).optional().describe('The lists to write, each with its fields.'),
    function: name.optional().describe('A module whose default export maps one record: `(record) => mapped`.'),
  })
  .refine((one) => ((one.fields ?? one.lists) !== undefined) !== (one.function !== undefined), {
    error: 'expected exactly one of fields and function',
  });

const copy = {
  extract: name.describe('The path of the value in the record’s result: `id`, `statusCode`, `_json.number`.'),
  generate: name.describe('The path of the field in the flow’s record.'),
};

/** The response mapping of a step. */
export const responseMapping = z.strictObject({
  fields: z.array(z.strictObject(copy)).optional().describe('The fields to add to the flow’s record.'),
  lists: z
    .array(
      z.strictObject({
        generate: name.describe('The list to add.'),
        fields: z.array(z.strictObject(copy)).describe('The fields of each element.'),
      }),
    )
    .optional()
    .describe('The lists to add to the flow’s record.'),
});
