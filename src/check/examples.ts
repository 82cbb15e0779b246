import type { Contract } from '../contracts/contract.ts';
import { describeSchema, type Field } from '../contracts/render/describe.ts';

type Options = Readonly<Record<string, unknown>>;

/** What the options of a function look like: examples, and what the contract of its kind says of every field. */
export interface Examples {
  readonly examples: readonly Options[];
  readonly fields: readonly Field[];
  /** The fields that are lists with one element for each record: those of one call have one length. */
  readonly pages: ReadonlySet<string>;
}

/** What a function is sent, and whether what the contract leaves to its author is as in the examples. */
export interface Generated {
  readonly options: Options;
  readonly resemblesExamples: boolean;
}

/**
 * The seed of a function: its author's own events, or the sample of its contract. The sample's state is left out, which
 * no function but the sample's own has ever answered with.
 */
export function createExamples(contract: Contract, events: readonly Options[]): Examples {
  const { fields } = describeSchema(contract.options);
  const pages = new Set(contract.pages);
  if (events.length > 0) return { examples: events, fields, pages };
  const { state: _, ...sample } = contract.sample.options;
  return { examples: [sample], fields, pages };
}

/** Where each call's own secret goes. */
export const TOKEN = 'bearerToken';

/**
 * The examples as they are and cut down, the plainest first: what is wrong with most options is best shown by these.
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
