import * as z from 'zod';

const headers = z.record(z.string(), z.string());
const base64 = z.literal('base64').exactOptional();
const whole = z.int().min(0);

const address = z.object({
  function: z.string().describe('The name of the function.'),
  type: z.string().exactOptional().describe('Its group in a grouped module: `hook`, `wrapper` …'),
  diy: z.boolean().exactOptional().describe('Whether the function is in the do-it-yourself module.'),
  _connectorId: z.string().exactOptional().describe('The connector whose module has the function.'),
  maxResponseSize: z.number().exactOptional().describe('The most bytes of a response that the caller took.'),
});

const problem = z.object({
  code: z.string().exactOptional().describe('The code of the error, or its name.'),
  message: z.string().describe('The message of the error.'),
});

const line = z.looseObject({
  message: z.string().describe('What the line says. Its other fields stand beside it.'),
  level: z.enum(['debug', 'info', 'warn', 'error']).describe('The level of the line.'),
});

const exchange = z.object({
  method: z.string().describe('The method, in capitals.'),
  url: z.string().describe('The whole URL, with its query.'),
  requestHeaders: headers.describe('The headers of the request. Names are in lower case.'),
  requestBody: z.string().exactOptional().describe('The body of the request, if it had one.'),
  requestEncoding: base64.describe('Says that the body of the request is written in base64. Else it is text.'),
  requestCut: whole
    .exactOptional()
    .describe('Bytes that are left out at the end of a long body, with the start of a secret there.'),
  status: whole.exactOptional().describe('The status of the answer. Absent: no answer came.'),
  responseHeaders: headers.exactOptional().describe('The headers of the answer. Names are in lower case.'),
  responseBody: z.string().exactOptional().describe('The body of the answer, if it had one.'),
  responseEncoding: base64.describe('Says that the body of the answer is written in base64. Else it is text.'),
  responseCut: whole
    .exactOptional()
    .describe('Bytes that are left out at the end of a long body, with the start of a secret there.'),
  error: z.string().exactOptional().describe('Why no answer came, or not all of it.'),
  ms: z.number().describe('Milliseconds from the request to the end of its answer.'),
});

/** The form of a recorded call, version 1: the type `Recording`, checked when a file is read. */
export const recordingSchema = z.object({
  version: z.literal(1).describe('The version of this form.'),
  id: z
    .string()
    .regex(/^[\w-]{1,100}$/)
    .describe('The time and a random part: the name of its file.'),
  when: z.iso.datetime().describe('The time of the call, in UTC.'),
  source: z.enum(['dev', 'invoke', 'deployed']).describe('What recorded the call.'),
  build: z.string().exactOptional().describe('The build that answered: a hash, or the version of a deployed function.'),
  address: address.describe('What the call was sent to.'),
  kind: z.string().exactOptional().describe('The kind of the function: preMap, export …'),
  options: z
    .unknown()
    .describe('The options of the call. Placeholders such as `«secret:bearerToken»` stand for secrets.'),
  response: z.unknown().exactOptional().describe('The response. Absent: the call failed.'),
  problems: z.array(problem).exactOptional().describe('The errors of a failed call.'),
  stack: z.string().exactOptional().describe('The stack of the error of a failed call.'),
  logs: z.array(line).describe('The lines that were logged, oldest first.'),
  findings: z.array(z.string()).describe('The broken rules of the contract of its kind, a sentence each.'),
  ms: z.number().describe('Milliseconds that the call took.'),
  bytes: z
    .object({
      options: whole.describe('Bytes of the JSON of the options, as they were sent.'),
      response: whole.describe('Bytes of the JSON of the response, as it was sent.'),
    })
    .describe('The sizes of the call.'),
  http: z.array(exchange).describe('The HTTP requests that the function sent, in the order in which they began.'),
});
