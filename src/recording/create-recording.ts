import { randomBytes } from 'node:crypto';
import {
  addLeaves,
  createNameTest,
  isSearched,
  type NamedSecret,
  nameSecrets,
  type SecretSettings,
} from './list-secrets.ts';
import type { Recording } from './recording.ts';
import { nameHttpSecrets, redactExchange } from './redact-http.ts';
import { replaceLeaves } from './replace-leaves.ts';
import { createSecretReplacer } from './secret-replacer.ts';
import { type HiddenSettings, hideValues } from './value-hider.ts';

/** A call as it happened: JSON data, with its secrets. */
export interface RecordedCall
  extends Pick<Recording, 'source' | 'address' | 'options' | 'ms'>,
    Partial<
      Pick<Recording, 'build' | 'kind' | 'response' | 'problems' | 'stack' | 'logs' | 'findings' | 'http' | 'bytes'>
    > {
  /** When it began. Default: now. */
  readonly when?: Date;
}

/** What is no part of a recording. */
export interface RecordingSettings extends SecretSettings, HiddenSettings {}

/** A known secret was left in a recording, which is then not made. It names the place, never the secret. */
export class SecretLeftError extends Error {
  override readonly name = 'SecretLeftError';
}

/** The most secrets in fields of records that are looked for elsewhere too: searching takes longer with each. */
const MOST_FIELDS = 200;

/**
 * Makes the recording of a call. Each secret becomes its placeholder, in whatever form it occurs; personal fields are
 * hidden afterwards.
 * @throws SecretLeftError if a known secret is left
 * @throws Error for a hidden path or kind that does not exist
 */
export function createRecording(call: RecordedCall, settings: RecordingSettings = {}): Recording {
  const { source, build, address, kind, options, response, problems, stack, ms, when = new Date() } = call;
  const { logs = [], findings = [], http = [], bytes = measureCall(stringify(options), response) } = call;
  const at = when.toISOString();
  const content = {
    ...(build !== undefined && { build }),
    address,
    ...(kind !== undefined && { kind }),
    options,
    ...(problems === undefined && { response: response ?? null }),
    ...(problems !== undefined && { problems }),
    ...(stack !== undefined && { stack }),
    logs,
    findings,
  };
  const redacted = redact(content, http, settings);
  const id = `${at.replaceAll(/[:.]/g, '-')}-${randomBytes(2).toString('hex')}`;
  const { http: exchanges, ...rest } = hideValues(redacted, settings);
  return { version: 1, id, when: at, source, ...rest, ms, bytes, http: exchanges };
}

type Content = Omit<Recording, 'version' | 'id' | 'when' | 'source' | 'ms' | 'bytes'>;

function redact(content: Omit<Content, 'http'>, http: Recording['http'], settings: RecordingSettings): Content {
  const isSecret = createNameTest(settings);
  const names = nameSecrets(content.options, settings);
  for (const exchange of http) nameHttpSecrets(exchange, names, isSecret);
  const { options: _, ...beside } = content;
  addLeaves(names, beside, isSecret);
  names.renameRevealing();
  const replacer = createSecretReplacer(chooseSearched(names.list(), settings));
  const placed = replaceLeaves(content, isSecret, (value) => names.add('field', value));
  const exchanges = http.map((exchange) =>
    redactExchange(exchange, { names, isSecret, replaceText: replacer.replaceText, trimStart: replacer.trimStart }),
  );
  const redacted = { ...replaceFields(placed, replacer.replaceValue), http: exchanges };
  for (const [field, value] of Object.entries(redacted)) {
    const left = replacer.findLeft(value, field);
    if (left !== undefined) throw new SecretLeftError(`${left}: found a secret, expected none: nothing was recorded`);
  }
  return redacted;
}

/** The names of a recording's own fields are no data. */
function replaceFields<T extends object>(content: T, replace: <V>(value: V) => V): T {
  return Object.fromEntries(Object.entries(content).map(([field, value]) => [field, replace(value)])) as T;
}

/** Chooses the secrets that are looked for in all texts. */
function chooseSearched(all: readonly NamedSecret[], settings: RecordingSettings): readonly NamedSecret[] {
  const given = new Set(settings.secrets?.map(({ name }) => name));
  const isSure = ({ name }: NamedSecret) =>
    given.has(name) || /^(bearerToken$|connection\.encrypted|http\.)/.test(name);
  const found = all.filter(({ value }) => isSearched(value));
  const others = found.filter((one) => !isSure(one));
  const kept = new Set(others.slice(0, MOST_FIELDS));
  return found.filter((one) => isSure(one) || kept.has(one));
}

/**
 * Measures a call in bytes of JSON.
 * @param options JSON
 */
export function measureCall(options: string | undefined, response: unknown): Recording['bytes'] {
  return { options: Buffer.byteLength(options ?? ''), response: Buffer.byteLength(stringify(response) ?? '') };
}

function stringify(value: unknown): string | undefined {
  return JSON.stringify(value);
}
