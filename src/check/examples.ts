import type { Contract } from '../contracts/contract.ts';
import { describeSchema, type Field } from '../contracts/render/describe.ts';

type Options = Readonly<Record<string, unknown>>;

/** The examples of a function's options, with the contract's description of every field. */
export interface Examples {
  readonly examples: readonly Options[];
  readonly fields: readonly Field[];
  /** The fields that are lists with one element for each record: those of one call have one length. */
  readonly pages: ReadonlySet<string>;
}

/** Generated options, and whether the author's parts of them resemble the examples. */
export interface Generated {
  readonly options: Options;
  readonly resemblesExamples: boolean;
}

/**
 * Takes the author's own events as examples, or else the contract's sample. The sample's state is left out: only the
 * sample's own function has ever answered with it.
 */
export function createExamples(contract: Contract, events: readonly Options[]): Examples {
  const { fields } = describeSchema(contract.options);
  const pages = new Set(contract.pages);
  if (events.length > 0) return { examples: events, fields, pages };
  const { state: _, ...sample } = contract.sample.options;
  return { examples: [sample], fields, pages };
}

/** The field that holds each call's own secret. */
export const TOKEN = 'bearerToken';

/**
 * Lists the examples as they are and shortened, the plainest first: they show most faults best.
 * @param token the bearer token to send
 */
export function listPlainest({ examples, fields, pages }: Examples, token: string): Generated[] {
  const bare = (options: Options) => {
    const required = fields.filter(({ name, optional }) => !optional && name in options);
    return Object.fromEntries(required.map(({ name }) => [name, options[name]]));
  };
  const cut = (options: Options, most: number) => {
    const lists = [...pages].filter((name) => Array.isArray(options[name]));
    return { ...options, ...Object.fromEntries(lists.map((name) => [name, takeFirst(options[name], most)])) };
  };
  const all = examples.flatMap((one) => [
    cut(bare(one), 0),
    cut(bare(one), 1),
    bare(one),
    cut(one, 0),
    cut(one, 1),
    one,
  ]);
  const texts = new Set(all.map((options) => JSON.stringify({ ...options, [TOKEN]: token })));
  return Array.from(texts, (json) => ({ options: JSON.parse(json), resemblesExamples: true }));
}

function takeFirst(list: unknown, most: number): unknown[] {
  return (list as unknown[]).slice(0, most);
}
