import * as z from 'zod';

/*
 * What the platform's documents are made of. Each field may be null; fields that are not named pass through. The build
 * copies the sentences into the declarations: a description in a schema would be made again in each process.
 */

export const anyObject = z.record(z.string(), z.unknown());
export const text = z.string().nullish();
export const flag = z.boolean().nullish();

/** A function that a document names: of a stack, or of a script. */
export const reference = z.looseObject({
  /** The id of the script that has the function. */
  _scriptId: text,
  /** The id of the stack that has the function. */
  _stackId: text,
  /** The name of the function; case counts. */
  function: text,
  /** Values of your own, handed to the function as they are. */
  configuration: anyObject.nullish(),
});

/** A filter or a transformation: rules, or a function of a script. */
export const rules = z.looseObject({
  /** Which part counts: `expression` or `script`; the other is not read. */
  type: text,
  /** The rules, with the version of their language. */
  expression: anyObject.nullish(),
  /** The function of a script that is called in place of rules. */
  script: reference.nullish(),
});

export const responseMapping = z.looseObject({
  /** Each entry takes the value at `extract` and puts it at `generate`. */
  fields: z.array(anyObject).nullish(),
  /** Lists to build: `generate` names the list, `fields` map each of its elements. */
  lists: z.array(anyObject).nullish(),
});

export type FunctionReference = z.output<typeof reference>;
export type RulesDocument = z.output<typeof rules>;
export type MappingDocument = z.output<typeof responseMapping>;
