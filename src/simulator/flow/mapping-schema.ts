import * as z from 'zod';
import { DATA_TYPES } from '../mapping/convert.ts';
import { type InvalidField, validateFields, validateResponseMapping } from '../mapping/validate.ts';

const name = z.string().min(1);

const fieldMapping = z.strictObject({
  extract: name.optional().describe('The path of the value in the record: with dots, `lines[*].sku` for a list.'),
  generate: name.describe('The path of the field: with dots, `items[*].sku` for a list.'),
  hardCodedValue: z.unknown().optional().describe('A fixed value.'),
  default: z.unknown().optional().describe('The value if the record has none.'),
  dataType: z.enum(DATA_TYPES).optional().describe('The type of the field.'),
});

/** The mapping of an import. */
export const mapping = z
  .strictObject({
    fields: z.array(fieldMapping).superRefine(refusing(validateFields)).optional().describe('The fields to write.'),
    function: name.optional().describe('A module whose default export maps one record: `(record) => mapped`.'),
  })
  .refine((one) => [one.fields, one.function].filter(Boolean).length === 1, {
    error: 'expected exactly one of fields and function',
  });

/** The response mapping of a step. */
export const responseMapping = z.strictObject({
  fields: z
    .array(
      z.strictObject({
        extract: name.describe('The path of the value in the record’s result: `id`, `statusCode`, `_json.number`.'),
        generate: name.describe('The path of the field in the flow’s record.'),
      }),
    )
    .superRefine(refusing(validateResponseMapping))
    .describe('The fields to add to the flow’s record.'),
});

function refusing<F>(refused: (fields: F) => readonly InvalidField[]) {
  return (fields: F, context: z.RefinementCtx) => {
    for (const { path, message } of refused(fields)) context.addIssue({ code: 'custom', path: [...path], message });
  };
}
