import { expect, onTestFinished } from 'vitest';
import { type Caller, type ENGINES, refusal, startCaller } from '../../e2e/runtime/caller.ts';
import { fixtureBundle } from '../../e2e/runtime/setup.ts';
import { leaksIn } from '../canaries.ts';

export type Engine = (typeof ENGINES)[number];

type Line = { readonly level: string; readonly message: unknown };

/** A sandbox of the functions that misbehave, and what is asked of it again and again. */
export interface Sandbox extends Caller {
  /** The lines that are the host's, without what Lambda writes around them. */
  lines(): Record<string, unknown>[];
  /** Whether calls are answered as if nothing had been: a success, a failure and one that is refused. */
  isRight(): Promise<void>;
}

/** Starts a sandbox, which at the end of the test has logged nothing that is secret. */
export async function startSandbox(node: Engine, settings: object = {}): Promise<Sandbox> {
  const lambda = await startCaller(fixtureBundle('misbehaving'), { node, logFormat: 'JSON', ...settings });
  onTestFinished(async () => {
    await lambda.stop();
    expect(leaksIn(lambda.logs())).toEqual([]);
  });
  const lines = () =>
    lambda
      .logs()
      .split('\n')
      .filter((text) => text.startsWith('{'))
      .map((text) => JSON.parse(text) as Line)
      .flatMap(({ message, level }) => (Object(message) === message ? { ...(message as object), level } : []));
  const isRight = async () => {
    const sent = { data: [{ id: 1, name: 'Größe "7"' }] };
    expect(JSON.parse(await lambda.diy('echo', sent))).toEqual(sent);
    expect(await lambda.diy('fails')).toBe(FAILED);
    expect(await lambda.diy('answersDate')).toBe(REFUSED);
    expect(await lambda.diy('noSuchFunction')).toContain('invalid_function');
  };
  return { ...lambda, lines, isRight };
}

const FAILED = refusal('{"message":"No such order: 17","code":"order_not_found"}');
const REFUSED = refusal('{"message":"Extension response is not serializable.","code":"invalid_extension_response"}');
