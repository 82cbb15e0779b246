import { AFTERWARDS, type Behaviour, type Call } from './call.ts';
import {
  type Address,
  addressOf,
  badDates,
  eventOf,
  hasOddConnector,
  hasOddFunction,
  hasOddType,
  isEnvelope,
  isLimit,
  keyOf,
  limitOf,
  messageOf,
  sizesOf,
  worded,
} from './signs.ts';
import { PROMISE, renamed, withPrototypes } from './values.ts';
import { HUNG } from './wire.ts';

/**
 * One deliberate difference from the original. Whether it concerns a call is told by the call alone, never by what was
 * answered. What ours then answers is told by a cure: the nearest call that the original gets right, and whose answer
 * must be ours to the call that ails; or else word for word.
 */
export interface Row {
  readonly ails: (call: Call) => boolean;
  readonly cure: (
    call: Call,
  ) => Call | { readonly text: string } | { readonly call: Call; readonly as: (text: string) => string };
}

const failed = (...errors: { message: string; code: string }[]) => ({
  text: JSON.stringify({ statusCode: 422, errors }),
});
const withFn = (call: Call, change: Partial<Behaviour>): Call => ({ ...call, fn: { ...call.fn, ...change } });
const withContext = (call: Call, change: object): Call => ({ ...call, context: { ...addressOf(call), ...change } });

const CAPACITY = 6_291_556;
const FIVE_MB = 5 * 1024 * 1024;
const answering: readonly Behaviour['style'][] = ['returns', 'returns a promise', 'async'];

/** In the order in which ours comes upon them. */
export const rows = {
  'a missing client context is a TypeError': {
    ails: ({ context }) => context === undefined || context === null,
    cure: (call) => ({ ...call, context: {} }),
  },
  'an event that is an envelope is taken for the options': {
    ails: isEnvelope,
    cure: (call) => {
      const { options, ...address } = eventOf(call) as Address;
      return { ...call, context: address, event: options === undefined ? undefined : JSON.stringify(options) };
    },
  },
  'a synchronous throw escapes: of a _connectorId that has no text': {
    ails: (call) => keyOf(addressOf(call)._connectorId) === undefined,
    cure: (call) => withContext(call, { _connectorId: 'absent' }),
  },
  'names found on built-in prototypes are called, through _connectorId': {
    ails: hasOddConnector,
    cure: (call) => withContext(call, { _connectorId: 'absent' }),
  },
  'names found on built-in prototypes are called, through type': {
    ails: hasOddType,
    cure: (call) => ({ ...call, module: 'bare' }),
  },
  'names found on built-in prototypes are called, through function': {
    ails: hasOddFunction,
    cure: (call) => withContext(call, { function: 'absent' }),
  },
  'a generator function is called and hangs': {
    ails: ({ fn }) => fn.style === 'generator',
    cure: (call) => withFn(call, { style: 'no function' }),
  },
  'an invalid date passes': {
    ails: (call) => badDates(call).length > 0,
    cure: (call) =>
      failed(
        ...badDates(call).map((field) => ({
          message: `The ${field} field in the function options isn't a valid date.`,
          code: 'invalid_field',
        })),
      ),
  },
  'a synchronous throw escapes': {
    ails: ({ fn }) =>
      fn.style === 'throws' ||
      fn.style === 'class' ||
      (fn.style === 'callback' && fn.throwsAfterwards && fn.when !== 'now'),
    cure: (call) => {
      const { style, told } = call.fn;
      const notNew = new TypeError("Class constructor Main cannot be invoked without 'new'");
      const thrown = style === 'class' ? notNew : style === 'throws' ? told.error : AFTERWARDS;
      return withFn(call, { style: 'callback', throwsAfterwards: false, when: 'now', told: { error: worded(thrown) } });
    },
  },
  'an async function is refused; a returned promise or value is ignored': {
    ails: ({ fn }) => answering.includes(fn.style) || fn.style === 'async callback',
    cure: (call) => {
      const { style, declared, told, when, throwsAfterwards } = call.fn;
      const asCallback = (answer: Behaviour['told']) =>
        withFn(call, {
          style: 'callback',
          declared: 'two',
          when: 'now',
          times: 1,
          throwsAfterwards: false,
          told: answer,
        });
      if (style === 'async callback')
        return asCallback(throwsAfterwards && when === 'later' ? { error: AFTERWARDS } : told);
      if ('error' in told && style !== 'returns') return asCallback({ error: worded(told.error) });
      const isNothing = !told.echo && told.response === undefined;
      // Where a callback is declared, only what an async function resolves to is surely an answer.
      const waits =
        declared === 'two' ? style !== 'async' || isNothing : declared === 'three' && isNothing && style === 'returns';
      if (waits) return { text: HUNG };
      return asCallback(
        told.echo && declared !== 'none'
          ? { echo: true }
          : { response: told.response === PROMISE ? 'promised' : told.response },
      );
    },
  },
  'a thing without a message is answered {}': {
    ails: ({ fn }) => Boolean(fn.told.error) && messageOf(fn.told.error) === undefined,
    cure: (call) => withFn(call, { told: { error: worded(call.fn.told.error) } }),
  },
  'plain data is refused for how it was made, or for a key hasOwnProperty': {
    ails: ({ fn }) => withPrototypes(fn.told.response) !== fn.told.response,
    cure: (call) => ({
      call: withFn(call, { told: { response: withPrototypes(call.fn.told.response) } }),
      as: renamed,
    }),
  },
  'maxResponseSize is compared as given': {
    ails: (call) => Boolean(limitOf(call)) && !isLimit(limitOf(call)),
    cure: (call) => withContext(call, { maxResponseSize: undefined }),
  },
  'more is let through than Lambda can carry': {
    ails: (call) => isLimit(limitOf(call)) && Number(limitOf(call)) > CAPACITY,
    cure: (call) => withContext(call, { maxResponseSize: CAPACITY }),
  },
  'size is counted in UTF-16 units': {
    ails: (call) => {
      const limit = Number(limitOf(call) || FIVE_MB);
      const { units, bytes } = sizesOf(call);
      return units <= limit && bytes > limit;
    },
    cure: (call) => withFn(call, { told: { response: 'x'.repeat(sizesOf(call).bytes - 2) } }),
  },
} as const satisfies Record<string, Row>;

export type RowName = keyof typeof rows;
