import * as z from 'zod';
import { appFileSchema } from '../../src/lifecycle/app-file.ts';
import { flowSchema } from '../../src/simulator/flow/schema.ts';
import { simulationSchema } from '../../src/simulator/flow/simulation-schema.ts';

/** The path of the schema of flow files, for editors. */
export const schemaFile = new URL('../../docs/flow.schema.json', import.meta.url);

/** The path of the schema of `simulation.yaml`. */
export const simulationSchemaFile = new URL('../../docs/simulation.schema.json', import.meta.url);

/** The path of the schema of app files. */
export const appSchemaFile = new URL('../../docs/app.schema.json', import.meta.url);

/** Renders the schema of flow files. */
export function flowSchemaText(): string {
  return render(flowSchema, 'A flow for the simulator');
}

/** Renders the schema of `simulation.yaml`. */
export function simulationSchemaText(): string {
  return render(simulationSchema, 'What the documents of a flow cannot say');
}

/** Renders the schema of app files. */
export function appSchemaText(): string {
  return render(appFileSchema, 'An integration app for the simulator');
}

/** Editors of YAML support draft 7 best. */
function render(one: z.ZodType, title: string): string {
  const { $schema, ...schema } = z.toJSONSchema(one, { io: 'input', target: 'draft-7' });
  return `${JSON.stringify({ $schema, title, ...schema }, null, 2)}\n`;
}
