import type { Problem } from './errors.ts';

/*
 * Creates every problem of the wire, each in one place. The order of code and message is the wire's, which differs
 * between problems. One function each: parameters are typed, and a bundle holds only the problems that it can answer.
 */

const codeFirst = (code: string, message: string): Problem => ({ code, message });
const messageFirst = (code: string, message: string): Problem => ({ message, code });

const MISSING = 'missing_required_field';
const INVALID = 'invalid_field';

export const noConfiguration = () => messageFirst('missing_parameter', 'Options parameter is not provided.');
export const noModules = () => messageFirst(MISSING, 'Either DIY or connectors field needs to be set.');
export const noConnectors = () => messageFirst(INVALID, 'No connector modules provided in the connectors field.');
export const twoFields = () =>
  messageFirst(
    'invalid_configuration',
    'The configuration object should only have one of the diy or connectors field.',
  );
export const noSystemToken = () => messageFirst(MISSING, 'systemToken not provided in options.');

export const noModuleNamed = () =>
  codeFirst(MISSING, 'Need to set either the diy or _connectorId field in extension options.');
export const noDiy = () => codeFirst(MISSING, 'DIY is not configured in the extension configuration.');
export const unknownConnector = () =>
  codeFirst(
    INVALID,
    "The _connectorId set in the extension options does't match any of the _connectorId's present in extension configuration.",
  );
export const noFunction = () => codeFirst(MISSING, 'Missing required field function in the extension options.');
export const functionNotText = () =>
  codeFirst(INVALID, 'The function field in the extension options must be of type string.');
export const noOptions = () => codeFirst(MISSING, "Function options haven't been provided.");

export const unknownType = (type: string) =>
  messageFirst('object_not_found', `The object ${type} doesn't exist in the module.`);
export const notAFunction = () =>
  messageFirst('invalid_function', "The function passed in the extension options doesn't map to a function.");
export const invalidDate = (field: string) =>
  messageFirst(INVALID, `The ${field} field in the function options isn't a valid date.`);
export const invalidOptions = (violation: string) => messageFirst('invalid_options', violation);

export const functionTimeout = (name: string, ms: number) =>
  messageFirst(
    'function_timeout',
    `The function ${name} didn't answer within the ${ms} ms it had.${ms ? '' : ' Is deadlineMargin too long?'}`,
  );
export const invalidResponse = (violation: string) => messageFirst('invalid_response', violation);
export const notSerializable = () =>
  messageFirst('invalid_extension_response', 'Extension response is not serializable.');
export const tooLarge = (bytes: number) =>
  messageFirst('response_size_exceeded', `response stream exceeded limit of ${bytes} bytes.`);

export const unauthorized = () => codeFirst('unauthorized', 'Invalid system token.');

export const tokenUnavailable = () => codeFirst('system_token_unavailable', 'The system token could not be read.');
export const malformedRequest = () => codeFirst('malformed_request', 'The request is not valid HTTP.');
export const headersTooLarge = () => codeFirst('headers_size_exceeded', 'The request headers are too large.');
export const requestTimeout = () => codeFirst('request_timeout', 'The request did not arrive in time.');
export const expectationFailed = () => codeFirst('expectation_failed', 'No expectation but 100-continue can be met.');
export const notJson = () =>
  codeFirst('unsupported_media_type', 'The request body needs to be application/json, in UTF-8 and not compressed.');
export const malformedJson = () => codeFirst('malformed_json', 'The request body is not valid JSON.');
export const incompleteBody = () => codeFirst('incomplete_body', 'The request body could not be read to its end.');
export const bodyTaken = () =>
  codeFirst('body_taken', 'The request body has been read before, and nothing of it was left in request.body.');
export const requestTooLarge = (bytes: number) =>
  codeFirst('request_size_exceeded', `request body exceeded limit of ${bytes} bytes.`);
export const notFound = () => codeFirst('not_found', 'There is nothing at this path.');
export const methodNotAllowed = (method: string) =>
  codeFirst('method_not_allowed', `Only ${method} is answered at this path.`);
export const serverStopping = () => codeFirst('server_stopping', 'The server is stopping.');
export const serverFailed = () => codeFirst('server_error', 'The server failed to answer the request.');

export const buildFailed = (reason: string) => messageFirst('build_failed', reason);
export const unknownHost = (host: string) =>
  codeFirst(
    'unknown_host',
    `The host ${host} is not known here: start \`dev\` with --public-url and the address of your tunnel.`,
  );
