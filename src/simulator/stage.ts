import { enforce } from '../contracts/judge.ts';
import { readOptions } from '../core/options.ts';
import type { Problem } from '../errors.ts';
import { addressTo } from '../transport/address.ts';
import type { Answered } from '../transport/call.ts';
import type { Side } from './options.ts';
import { consequences, type Effect, effects, type FlowKind, type Rule, ruleOf, rules } from './rules.ts';
import type { Breach, StageName } from './run.ts';
import type { Running } from './running.ts';

/** One call of a function, as a stage of the flow has it made. */
export interface Asking {
  readonly stage: StageName;
  readonly kind: FlowKind;
  readonly function: string;
  readonly side: Side;
  readonly options: object;
  /** From 0; a call that is not for a page has none. */
  readonly page?: number;
  /** The key of the record that an element of the response is about. */
  readonly keyAt?: (position: number) => string | undefined;
  /** How many elements a response by position must have. */
  readonly records?: number;
}

/** What a function was answered with, or why it failed. */
export type Told =
  | { readonly ok: true; readonly response: unknown; readonly text: string }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** What is known of a breach where it is found. */
interface Found {
  readonly rule: Rule;
  /** What was found, and what was expected. */
  readonly what: string;
  readonly path?: string | undefined;
  readonly effect?: Effect;
}

const WRAPPERS: ReadonlySet<FlowKind> = new Set(['ping', 'export', 'import']);

/**
 * Calls a function and holds what it answers to the contract of the stage. What breaks a rule is noted as a breach; only
 * a failed call, and a response by position that has the wrong length, are no answer.
 */
export async function ask(run: Running, asking: Asking): Promise<Told> {
  const { stage, kind, options: own, side } = asking;
  const options = run.optionsFor(kind, side, own);
  const sent = JSON.stringify(options);
  const type = run.flow.extension.generation === '1.0' ? (WRAPPERS.has(kind) ? 'wrapper' : 'hook') : undefined;
  const { timeout, maxResponseSize } = run.flow.extension;
  const address = addressTo(asking.function, type, run.host, maxResponseSize);
  const answered = await run.transport.call({ address, options: sent, timeout });
  const received = 'response' in answered ? answered.response : JSON.stringify(answered.errors);
  run.tally.count(stage, { calls: 1, bytes: Buffer.byteLength(sent) + Buffer.byteLength(received) });
  return 'response' in answered ? judged(run, asking, options, answered) : failed(run, asking, answered);
}

function failed(run: Running, asking: Asking, { errors, refused }: Extract<Answered, { errors: unknown }>): Told {
  const [first] = errors;
  const rule = ruleOf(first?.code);
  const said = errors.map(({ code, message }) => [code, message].filter(Boolean).join(': ')).join('; ');
  const [, path] = rule === 'contract' ? (/^(response.*?): /.exec(String(first?.message)) ?? []) : [];
  breach(run, asking, {
    rule,
    what: refused ? `found ${refused.found}; ${said}` : said,
    path: refused?.path ?? path,
    effect: effects[asking.kind],
  });
  return { ok: false, problems: errors };
}

function judged(
  run: Running,
  asking: Asking,
  options: object,
  { response: text, becomesNull }: Extract<Answered, { response: string }>,
): Told {
  const { kind, records } = asking;
  const judgement = enforce.open(kind, readOptions(options));
  const response: unknown = JSON.parse(text);
  if (becomesNull) breach(run, asking, { rule: 'finite', what: 'found NaN or Infinity', path: becomesNull });
  const isWrong = records !== undefined && !(Array.isArray(response) && response.length === records);
  for (const complaint of [...judgement.options, ...judgement.judge(response)]) {
    const [, path, what = complaint] = /^(?:\w+ )?((?:response|options)\S*?): (.*)$/s.exec(complaint) ?? [];
    const rule = /^\d+ elements? for \d+ in /.test(what) ? 'one-per-record' : 'contract';
    breach(run, asking, { rule, what, path, ...(isWrong && { effect: effects[kind] }) });
  }
  if (!isWrong) return { ok: true, response, text };
  const found = Array.isArray(response) ? `${response.length}` : 'no list';
  return {
    ok: false,
    problems: [{ code: 'one-per-record', message: `${rules['one-per-record']} Found ${found} for ${records}.` }],
  };
}

/** Notes that a rule was broken: which, by what, where, and what comes of it. */
export function breach(
  run: Running,
  {
    stage,
    function: name,
    page,
    keyAt,
  }: Omit<Asking, 'kind' | 'side' | 'options' | 'function'> & { function?: string },
  { rule, what, path, effect = 'none' }: Found,
): void {
  const record = keyAt?.(positionIn(path));
  const where = [
    name === undefined ? stage : `${stage} (${name})`,
    ...(page === undefined ? [] : [`page ${page}`]),
    ...(record === undefined ? [] : [`record ${record}`]),
  ].join(', ');
  const message = `${where}: ${path === undefined ? '' : `${path}: `}${what}. ${rules[rule]} ${consequences[effect]}`;
  run.ledger.addBreach({
    rule,
    stage,
    ...(name !== undefined && { function: name }),
    message: message.replaceAll('..', '.'),
    ...(page !== undefined && { page }),
    ...(record !== undefined && { record }),
    ...(path !== undefined && { path }),
  } satisfies Breach);
}

/** Which element of a page a path is about: `response[3].data.when`, `response.data[3]`; NaN where it is about none. */
function positionIn(path: string | undefined): number {
  return Number(/^response(?:\.data)?\[(\d+)\]/.exec(path ?? '')?.[1]);
}
