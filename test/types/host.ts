/* Valid and invalid uses of configurations and handlers. Compiled, never run: see define.ts. */

import { Logger as PowertoolsLogger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import type { Context as LambdaContext, Handler as LambdaHandler } from 'aws-lambda';
import {
  type Context,
  createExtension,
  createHandler,
  define,
  ExtensionError,
  type Handler,
  type LogLine,
} from 'integrator-extension-lambda';
import { enforce, log } from 'integrator-extension-lambda/contracts';
import { pino } from 'pino';

class Connector {
  prefix = 'order-';
  hooks = { trim: define.preMap(() => []) };
  name(id: string) {
    return this.prefix + id;
  }
}
function callable() {}

// A module is any object with functions; they need neither `define` nor types.
createHandler({
  diy: { plain: () => 1, old: (_options: unknown, callback: (error: unknown) => void) => callback(null) },
});
createHandler({ diy: new Connector() });
createHandler({ diy: callable });
createHandler({ connectors: { '5f00': new Connector(), '5f01': { hooks: {} } } });
createHandler({ diy: {}, contracts: enforce, deadlineMargin: 1_000 });
createExtension({ diy: {}, contracts: log });

// @ts-expect-error a module is no text
createHandler({ diy: 'orders' });
// @ts-expect-error the setting does not exist
createHandler({ diy: {}, contract: enforce });
// @ts-expect-error a checker, not its name
createHandler({ diy: {}, contracts: 'enforce' });

// A logger is any object with four levels.
createHandler({ diy: {}, logger: new PowertoolsLogger() });
createHandler({ diy: {}, logger: pino() });
createHandler({ diy: {}, logger: console });
const write = (line: LogLine) => [line.message, line.level];
createHandler({ diy: {}, logger: { debug: write, info: write, warn: write, error: write } });
// @ts-expect-error `warn` is missing
createHandler({ diy: {}, logger: { debug: write, info: write, error: write } });
// @ts-expect-error its methods take no line
createHandler({ diy: {}, logger: { debug: write, info: write, warn: write, error: (line: number) => line } });

// A handler fits Lambda, and takes middlewares.
export const handler: Handler = createHandler({ diy: {} });
export const lambda: LambdaHandler = handler;
export const assigned: (event: unknown, context: LambdaContext) => Promise<unknown> = handler;
handler
  .use(injectLambdaContext(new PowertoolsLogger()))
  .use(logMetrics(new Metrics()))
  .before(({ event, context }) => void [event, context.awsRequestId])
  .after((request) => {
    request.response = { wrapped: request.response };
  })
  .onError(({ error }) => {
    if (error instanceof ExtensionError) for (const { code, message } of error.problems) void [code, message];
  });

// The third argument of a function.
export const within = ({ signal, remainingTime, log: own }: Context) => {
  own.warn('late', { left: remainingTime() });
  return fetch('https://example.com', { signal });
};
// An author's own context, for a test.
export const own: Context = { signal: AbortSignal.timeout(1000), remainingTime: () => 1000, log: console };
// @ts-expect-error a spread copy has no signal
export const copied = (context: Context) => ({ ...context }).signal;

// An author's own errors.
export const problems = [
  new ExtensionError({ code: 'no_stock', message: 'No stock.' }),
  new ExtensionError([{ message: 'One.' }, { message: 'Two.' }], { cause: new Error('x') }),
];
// @ts-expect-error a problem has a message
export const wordless = new ExtensionError({ code: 'no_stock' });
