import { FlowError, type FlowProblem } from './error.ts';
import type { Flow } from './schema.ts';

/** The values of a flow's environment variables. */
export interface Resolved {
  readonly encrypted: Readonly<Record<string, unknown>>;
  readonly unencrypted: Readonly<Record<string, unknown>>;
  /** The system token of a server stack. */
  readonly token?: string;
  /** The texts that no report may show: the token, and every encrypted text of the connection. */
  readonly secrets: readonly string[];
}

/**
 * Resolves a flow's environment variables.
 * @throws FlowError with each path and variable that is missing
 */
export function resolveSecrets(flow: Flow, env: Readonly<Record<string, string | undefined>>): Resolved {
  const missing: FlowProblem[] = [];
  const resolve = (value: unknown, path: string): unknown => {
    if (!isInEnvironment(value)) return value;
    const found = env[value.env] ?? value.default;
    if (found === undefined) {
      missing.push({ path, message: `found no environment variable "${value.env}", expected it to hold the value` });
    }
    return found;
  };
  const all = (values: object = {}, path: string) =>
    Object.fromEntries(Object.entries(values).map(([key, value]) => [key, resolve(value, `${path}.${key}`)]));
  const encrypted = all(flow.connection.encrypted, 'connection.encrypted');
  const unencrypted = all(flow.connection.unencrypted, 'connection.unencrypted');
  const token = resolve(flow.extension.server?.token, 'extension.server.token') as string | undefined;
  if (missing.length > 0) throw new FlowError(missing);
  return { encrypted, unencrypted, ...(token !== undefined && { token }), secrets: textsIn([token, encrypted]) };
}

/** Whether a value is a reference; the flow schema allows no other object with an `env`. */
function isInEnvironment(value: unknown): value is { env: string; default?: unknown } {
  return typeof Object(value).env === 'string';
}

/** Lists every text in a value; an empty one is no secret. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
