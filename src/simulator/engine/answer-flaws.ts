/** A part of an answer that is no part of an answer: where it is, and what was found and expected. */
export interface AnswerFlaw {
  readonly keys: readonly PropertyKey[];
  readonly message: string;
}

const isList = (value: unknown) => Array.isArray(value) && value.every((one) => typeof one === 'object' && one);

/** The fields whose kind decides what becomes of a record. */
const KINDS: Readonly<Record<string, readonly [expected: string, isRight: (value: unknown) => boolean]>> = {
  statusCode: ['a number such as 200', Number.isInteger],
  errors: ['a list of errors, each an object such as { "message": "no stock" }', isList],
  ignored: ['true or false', (value) => typeof value === 'boolean'],
  dataURI: ['a text', (value) => typeof value === 'string'],
};

/** Finds what is wrong with the answer of an import that was given: it says nothing, or not what it means. */
export function findAnswerFlaws(answer: unknown): AnswerFlaw[] {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) {
    const message = `found ${JSON.stringify(answer)}, expected an object such as { "statusCode": 200 }`;
    return [{ keys: [], message }];
  }
  return Object.entries(KINDS).flatMap(([key, [expected, isRight]]): AnswerFlaw[] => {
    const value: unknown = Object(answer)[key];
    if (value === undefined || value === null || isRight(value)) return [];
    return [{ keys: [key], message: `found ${JSON.stringify(value)}, expected ${expected}` }];
  });
}
