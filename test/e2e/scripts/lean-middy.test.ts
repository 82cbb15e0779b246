import middy from '@middy/core';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { leanMiddy } from '../../../scripts/build/lean-middy.ts';

interface Request {
  event: unknown;
  response: unknown;
  error: unknown;
  internal: object;
}
type Step = (request: Request) => unknown;

async function bundleMiddy(): Promise<typeof middy> {
  const { outputFiles } = await build({
    stdin: { contents: `export { default } from '@middy/core'`, resolveDir: import.meta.dirname },
    bundle: true,
    minifySyntax: true,
    format: 'esm',
    platform: 'node',
    write: false,
    plugins: [leanMiddy],
  });
  const code = Buffer.from(outputFiles[0]?.contents ?? '').toString('base64');
  return (await import(`data:text/javascript;base64,${code}`)).default;
}
const lean = await bundleMiddy();

const raise = (thrown: unknown) => () => {
  throw thrown;
};
const steps: Record<string, Step | undefined> = {
  'no step': undefined,
  'a step': () => undefined,
  'an answer': () => 'early',
  'a promised answer': async () => 'early',
  'another response': (request) => void Object.assign(request, { response: 'replaced' }),
  'an error': (request) => raise(new Error('thrown', { cause: request.error }))(),
  'a text thrown': raise('thrown'),
  'the error rethrown': ({ error }) => raise(error)(),
  'a rejection': async () => raise(Object.freeze(new Error('frozen')))(),
  'another error': (request) => void Object.assign(request, { error: new Error('replaced') }),
};
const handlers: Record<string, (event: unknown) => unknown> = {
  answers: (event) => ({ event }),
  'answers later': async (event) => ({ event }),
  'answers nothing': () => undefined,
  throws: raise(new Error('failed')),
  rejects: async () => raise('failed')(),
};

const readError = (error: unknown): unknown =>
  error instanceof Error ? [error.message, readError(error.cause), readError(Object(error).originalError)] : error;

/** Runs a chain and tells everything that its steps and its caller see. */
async function run(create: typeof middy, handler: string, before: string, after: string, onError: string) {
  const seen: unknown[] = [];
  const note = (name: string) =>
    steps[name] && {
      step(request: Request) {
        seen.push(name, request.event, request.response, readError(request.error), { ...request.internal });
        Object.assign(request.internal, { [name]: seen.length });
        return steps[name]?.(request);
      },
    };
  const chain = create((event: unknown) => handlers[handler]?.(event), { timeoutEarlyInMillis: 0 });
  const first = { before: note(before)?.step, after: note(after)?.step, onError: note(onError)?.step };
  if (Object.values(first).some(Boolean)) chain.use([first, first] as never);
  chain.before((() => void seen.push('last before')) as never);
  chain.after((() => void seen.push('first after')) as never);
  chain.onError((() => void seen.push('first onError')) as never);
  try {
    seen.push(await chain({ id: 1 } as never, { functionName: 'extension' } as never));
  } catch (thrown) {
    seen.push('rejected', readError(thrown));
  }
  return seen;
}

describe.each(Object.keys(handlers))('a handler that %s', (handler) => {
  test.each(Object.keys(steps))('runs in the same chain as in middy’s own, with %s before it', async (before) => {
    for (const after of Object.keys(steps))
      for (const onError of Object.keys(steps))
        expect(await run(lean, handler, before, after, onError), `${after}, ${onError}`).toEqual(
          await run(middy, handler, before, after, onError),
        );
  });
});

test('a middleware without a step is refused in the same words', () => {
  const refuse = (create: typeof middy) => () => create(() => 1).use({} as never);
  expect(refuse(middy)).toThrow();
  expect(readError(catchError(refuse(lean)))).toEqual(readError(catchError(refuse(middy))));
});

/** Runs a function that throws, and returns what it has thrown. */
function catchError(run: () => unknown): unknown {
  try {
    return run();
  } catch (thrown) {
    return thrown;
  }
}
