import * as z from 'zod';
import { recordingSchema } from '../../src/recording/recording-schema.ts';

/** The path of the schema of recorded calls. */
export const recordingSchemaFile = new URL('../../docs/recording.schema.json', import.meta.url);

/** Renders the schema of recorded calls. */
export function recordingSchemaText(): string {
  const { $schema, ...schema } = z.toJSONSchema(recordingSchema, { io: 'input', target: 'draft-7' });
  return `${JSON.stringify({ $schema, title: 'A recorded call of an extension function', ...schema }, null, 2)}\n`;
}
