/** An error that Lambda's API answers with, before or instead of the function. */
export class LambdaError extends Error {
  readonly status: 400 | 403 | 404 | 413 | 500;
  /** Its name in Lambda's API: `ResourceNotFoundException`. */
  readonly type: string;

  constructor(status: LambdaError['status'], type: string, message: string) {
    super(message);
    this.name = 'LambdaError';
    this.status = status;
    this.type = type;
  }
}

/** Makes the answer of Lambda's API to an error, as the SDKs read it. */
export function toErrorResponse({ status, type, message }: LambdaError, requestId: string): Response {
  // The model of this error alone has its message in capitals.
  const Type = status === 500 ? 'Service' : 'User';
  const body = { Type, [type === 'ResourceNotFoundException' ? 'Message' : 'message']: message };
  return Response.json(body, { status, headers: { 'x-amzn-errortype': type, 'x-amzn-requestid': requestId } });
}

export const functionNotFound = (arn: string) =>
  new LambdaError(404, 'ResourceNotFoundException', `Function not found: ${arn}`);
export const invalidName = (name: string, pattern: string) =>
  new LambdaError(
    400,
    'ValidationException',
    `1 validation error detected: Value '${name}' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: ${pattern}`,
  );
export const otherQualifier = () =>
  new LambdaError(
    400,
    'InvalidParameterValueException',
    'The derived qualifier from the function name does not match the specified qualifier.',
  );
export const unknownInvocationType = (type: string) =>
  new LambdaError(
    400,
    'InvalidParameterValueException',
    `1 validation error detected: Value '${type}' at 'invocationType' failed to satisfy constraint: Member must satisfy enum value set: [RequestResponse, DryRun]`,
  );
export const invalidClientContext = () =>
  new LambdaError(400, 'InvalidRequestContentException', 'Client context must be a valid Base64-encoded JSON object.');
export const longClientContext = (found: number, limit: number) =>
  new LambdaError(
    400,
    'InvalidRequestContentException',
    `Client context has ${found} characters of base64, expected ${limit} at most.`,
  );
export const invalidPayload = (reason: string) =>
  new LambdaError(400, 'InvalidRequestContentException', `Could not parse request body into json: ${reason}`);
export const requestTooLarge = (limit: number) =>
  new LambdaError(
    413,
    'RequestTooLargeException',
    `Request must be smaller than ${limit} bytes for the InvokeFunction operation`,
  );
export const serviceFailed = (reason: string) =>
  new LambdaError(500, 'ServiceException', `The call could not be made: ${reason}`);
export const unknownOperation = (method: string, path: string) =>
  new LambdaError(404, 'UnknownOperationException', `${method} ${path}: only Invoke is answered here.`);
export const fromElsewhere = () =>
  new LambdaError(403, 'AccessDeniedException', 'Web pages and proxies may not call functions here.');
