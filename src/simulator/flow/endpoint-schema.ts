import * as z from 'zod';

const name = z.string().min(1);

/** A value, or the environment variable that holds it. */
export const secret = z
  .union([
    z.strictObject({
      env: name.describe('The environment variable with the value.'),
      default: z.unknown().optional().describe('The value if there is no such variable.'),
    }),
    z.unknown(),
  ])
  .superRefine((value, context) => {
    const { env, default: fallback, ...more } = Object(value);
    if (env === undefined || (typeof env === 'string' && env && Object.keys(more).length === 0)) return;
    context.addIssue({ code: 'custom', message: 'expected env, the name of a variable, and at most default with it' });
  });

const lambda = z.strictObject({
  function: name.describe('The name or ARN of a deployed Lambda function.'),
  region: name.optional().describe('Its region. Default: that of your AWS configuration.'),
  profile: name.optional().describe('The profile of your AWS configuration.'),
  endpointUrl: z.url().optional().describe('The address of Lambda, if not AWS.'),
});

const server = z.strictObject({
  url: z.url().describe('The URL of the server stack; `/function` is added.'),
  token: z
    .strictObject({ env: name.describe('The name of the variable.') })
    .describe('The environment variable with its system token.'),
});

/** Where the functions of a stack are. */
export const endpoint = z
  .strictObject({
    module: name.optional().describe('On this machine: the path of a module or of a bundle that exports a handler.'),
    lambda: z
      .union([lambda, name.transform((one) => ({ function: one }))])
      .optional()
      .describe('A deployed Lambda function, called with the AWS SDK: its name, or more.'),
    server: z
      .union([server, z.url().transform((url) => ({ url, token: { env: 'INTEGRATOR_EXTENSION_SYSTEM_TOKEN' } }))])
      .optional()
      .describe('A server stack: its URL, or more. The token of a URL alone is in INTEGRATOR_EXTENSION_SYSTEM_TOKEN.'),
    generation: z.enum(['1.0', '2.0']).default('2.0').describe('1.0: modules are grouped, and calls carry a type.'),
    connector: name.optional().describe('The `_connectorId` of the connector; without one, the module is `diy`.'),
    timeout: z.int().positive().default(300_000).describe('Milliseconds of each call.'),
    maxResponseSize: z.int().positive().optional().describe('The most bytes of a response.'),
  })
  .refine((one) => [one.module, one.lambda, one.server].filter(Boolean).length === 1, {
    error: 'expected exactly one of module, lambda and server',
  });
