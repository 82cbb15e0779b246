import { invalidName, otherQualifier } from './lambda-error.ts';

/** Lambda's own pattern of a function's name: the name alone, with an account, or an ARN; each with a qualifier. */
const PATTERN =
  /^(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?(?<name>[a-zA-Z0-9-_.]+)(:(?<qualifier>\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?$/;

/** The account and the region of ARNs that a caller has not given. */
const PLACE = 'us-east-1:000000000000';

/** A function's name as Lambda reads it. */
export interface LambdaFunctionName {
  readonly name: string;
  readonly arn: string;
}

/**
 * Reads the name of a function: alone, as an ARN, or as a part of one.
 * @param qualifier the version or alias of the query
 * @throws LambdaError for a name that Lambda does not know, and for two different qualifiers
 */
export function readFunctionName(given: string, qualifier: string | undefined): LambdaFunctionName {
  const { name, qualifier: own } = PATTERN.exec(given)?.groups ?? {};
  if (name === undefined) throw invalidName(given, PATTERN.source.replaceAll(/\?<\w+>|^\^|\$$/g, ''));
  if (own !== undefined && qualifier !== undefined && own !== qualifier) throw otherQualifier();
  return { name, arn: given.startsWith('arn:') ? given : `arn:aws:lambda:${PLACE}:function:${name}` };
}
