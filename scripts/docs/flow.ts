import * as z from 'zod';
import { flowSchema } from '../../src/simulator/flow/schema.ts';

/** The path of the schema of flow files, for editors. */
export const schemaFile = new URL('../../docs/flow.schema.json', import.meta.url);

/** Renders the schema. Editors of YAML support draft 7 best. */
export function flowSchemaText(): string {
  const { $schema, ...schema } = z.toJSONSchema(flowSchema, { io: 'input', target: 'draft-7' });
  return `${JSON.stringify({ $schema, title: 'A flow for the simulator', ...schema }, null, 2)}\n`;
}
