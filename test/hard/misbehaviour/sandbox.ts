import { expect, onTestFinished } from 'vitest';
import { type Caller, type ENGINES, formatRefusal, startCaller } from '../../e2e/runtime/caller.ts';
import { bundleFixture } from '../../e2e/runtime/setup.ts';
import { findLeaks } from '../canaries.ts';

export type Engine = (typeof ENGINES)[number];

type Line = { readonly level: string; readonly message: unknown };

/** A sandbox of misbehaving functions, with the checks that many tests need. */
export interface Sandbox extends Caller {
  /** Returns the host's own lines, without Lambda's prefix. */
  lines(): Record<string, unknown>[];
  /** Asserts that the next calls are answered rightly: a success, a failure and a refused one. */
  isRight(): Promise<void>;
}

/** Starts a sandbox. At the end of the test its log must hold no secret. */
export async function startSandbox(node: Engine, settings: object = {}): Promise<Sandbox> {
  const lambda = await startCaller(bundleFixture('misbehaving'), { node, logFormat: 'JSON', ...settings });
  onTestFinished(async () => {
    await lambda.stop();
    expect(findLeaks(lambda.logs())).toEqual([]);
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

const FAILED = formatRefusal('{"message":"No such order: 17","code":"order_not_found"}');
const REFUSED = formatRefusal(
  '{"message":"Extension response is not serializable.","code":"invalid_extension_response"}',
);
