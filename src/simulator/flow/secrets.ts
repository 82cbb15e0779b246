import { FlowError, type FlowProblem } from './error.ts';
import type { FlowFolder } from './flow-folder.ts';

/** The values of a connection. */
export interface ConnectionValues {
  readonly encrypted: Readonly<Record<string, unknown>>;
  readonly unencrypted: Readonly<Record<string, unknown>>;
}

/** The values of a flow's environment variables. */
export interface Resolved {
  /** By the id of the connection. */
  readonly connections: ReadonlyMap<string, ConnectionValues>;
  /** The system tokens of server stacks, by the id of the stack. */
  readonly tokens: ReadonlyMap<string, string>;
  /** The texts that no report may show: the tokens, and every encrypted text of a connection. */
  readonly secrets: readonly string[];
}

/**
 * Resolves a flow's environment variables.
 * @throws FlowError with each path and variable that is missing
 */
export function resolveSecrets(
  { simulation, connections, writtenAt, isShort }: FlowFolder,
  env: Readonly<Record<string, string | undefined>>,
): Resolved {
  const missing = new Map<string, FlowProblem>();
  const { document: file } = writtenAt('simulation');
  const resolve = (value: unknown, path: string): unknown => {
    if (!isInEnvironment(value)) return value;
    const found = env[value.env] ?? value.default;
    if (found === undefined) {
      const message = `found no environment variable "${value.env}", expected it to hold the value`;
      missing.set(path, { path, message, ...(file && { file }) });
    }
    return found;
  };
  const resolveAll = (values: object = {}, path: string) =>
    Object.fromEntries(Object.entries(values).map(([key, value]) => [key, resolve(value, `${path}.${key}`)]));
  const values = Object.entries(simulation.connections).map(([id, { encrypted, unencrypted }]) => {
    const path = isShort ? 'connection' : `connections.${id}`;
    const own = {
      encrypted: resolveAll(encrypted, `${path}.encrypted`),
      unencrypted: {
        ...Object(connections[id]?.wrapper?.unencrypted),
        ...resolveAll(unencrypted, `${path}.unencrypted`),
      },
    };
    return [id, own] as const;
  });
  const tokens = Object.entries(simulation.stacks).flatMap(([id, { server }]) => {
    const path = isShort ? 'extension' : `stacks.${id}`;
    return server ? [[id, resolve(server.token, `${path}.server.token`) as string] as const] : [];
  });
  if (missing.size > 0) throw new FlowError([...missing.values()]);
  const encrypted = values.map(([, own]) => own.encrypted);
  return {
    connections: new Map(values),
    tokens: new Map(tokens),
    secrets: textsIn([tokens.map(([, token]) => token), encrypted]),
  };
}

/** Whether a value is a reference; the schema allows no other object with an `env`. */
function isInEnvironment(value: unknown): value is { env: string; default?: unknown } {
  return typeof Object(value).env === 'string';
}

/** Lists every text in a value; an empty one is no secret. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
