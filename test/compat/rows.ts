import { AFTERWARDS, type Behaviour, type Call } from './call.ts';
import {
  type Address,
  addressOf,
  hasOddConnector,
  hasOddFunction,
  hasOddType,
  isEnvelope,
  isLimit,
  limitOf,
  listBadDates,
  measureAnswer,
  messageOf,
  parseEvent,
  readFetchReason,
  toKey,
  toProblem,
} from './predictors.ts';
import { normalizeObjects, PROMISE, restoreKey } from './values.ts';
import { HUNG } from './wire.ts';

/**
 * One deliberate difference from the original. `applies` depends on the call alone, never on its answer. `correct`
 * returns the nearest call that the original answers rightly: its answer must be ours to the first call. It may also
 * return the exact text.
 */
export interface Row {
  readonly applies: (call: Call) => boolean;
  readonly correct: (
    call: Call,
  ) => Call | { readonly text: string } | { readonly call: Call; readonly as: (text: string) => string };
}

const createFailure = (...errors: { message: string; code: string }[]) => ({
  text: JSON.stringify({ statusCode: 422, errors }),
});
const withFn = (call: Call, change: Partial<Behaviour>): Call => ({ ...call, fn: { ...call.fn, ...change } });
const withContext = (call: Call, change: object): Call => ({ ...call, context: { ...addressOf(call), ...change } });

const CAPACITY = 6_291_556;
const FIVE_MB = 5 * 1024 * 1024;
const answering: readonly Behaviour['style'][] = ['returns', 'returns a promise', 'async'];

/** In the order in which ours checks them. */
export const rows = {
  'a missing client context is a TypeError': {
    applies: ({ context }) => context === undefined || context === null,
    correct: (call) => ({ ...call, context: {} }),
  },
  'an event that is an envelope is taken for the options': {
    applies: isEnvelope,
    correct: (call) => {
      const { options, ...address } = parseEvent(call) as Address;
      return { ...call, context: address, event: options === undefined ? undefined : JSON.stringify(options) };
    },
  },
  'a synchronous throw escapes: of a _connectorId that has no text': {
    applies: (call) => toKey(addressOf(call)._connectorId) === undefined,
    correct: (call) => withContext(call, { _connectorId: 'absent' }),
  },
  'names found on built-in prototypes are called, through _connectorId': {
    applies: hasOddConnector,
    correct: (call) => withContext(call, { _connectorId: 'absent' }),
  },
  'names found on built-in prototypes are called, through type': {
    applies: hasOddType,
    correct: (call) => ({ ...call, module: 'bare' }),
  },
  'names found on built-in prototypes are called, through function': {
    applies: hasOddFunction,
    correct: (call) => withContext(call, { function: 'absent' }),
  },
  'a generator function is called and hangs': {
    applies: ({ fn }) => fn.style === 'generator',
    correct: (call) => withFn(call, { style: 'no function' }),
  },
  'an invalid date passes': {
    applies: (call) => listBadDates(call).length > 0,
    correct: (call) =>
      createFailure(
        ...listBadDates(call).map((field) => ({
          message: `The ${field} field in the function options isn't a valid date.`,
          code: 'invalid_field',
        })),
      ),
  },
  'a synchronous throw escapes': {
    applies: ({ fn }) =>
      fn.style === 'throws' ||
      fn.style === 'class' ||
      (fn.style === 'callback' && fn.throwsAfterwards && fn.when !== 'now'),
    correct: (call) => {
      const { style, reply } = call.fn;
      const notNew = new TypeError("Class constructor Main cannot be invoked without 'new'");
      const thrown = style === 'class' ? notNew : style === 'throws' ? reply.error : AFTERWARDS;
      return withFn(call, {
        style: 'callback',
        throwsAfterwards: false,
        when: 'now',
        reply: { error: toProblem(thrown) },
      });
    },
  },
  'an async function is refused; a returned promise or value is ignored': {
    applies: ({ fn }) => answering.includes(fn.style) || fn.style === 'async callback',
    correct: (call) => {
      const { style, declared, reply, when, throwsAfterwards } = call.fn;
      const asCallback = (answer: Behaviour['reply']) =>
        withFn(call, {
          style: 'callback',
          declared: 'two',
          when: 'now',
          times: 1,
          throwsAfterwards: false,
          reply: answer,
        });
      if (style === 'async callback')
        return asCallback(throwsAfterwards && when === 'later' ? { error: AFTERWARDS } : reply);
      if ('error' in reply && style !== 'returns') return asCallback({ error: toProblem(reply.error) });
      const isNothing = !reply.echo && reply.response === undefined;
      // With a declared callback, only the resolved value of an async function is surely an answer.
      const waits =
        declared === 'two' ? style !== 'async' || isNothing : declared === 'three' && isNothing && style === 'returns';
      if (waits) return { text: HUNG };
      return asCallback(
        reply.echo && declared !== 'none'
          ? { echo: true }
          : { response: reply.response === PROMISE ? 'promised' : reply.response },
      );
    },
  },
  '`fetch failed` does not say why': {
    applies: ({ fn }) => readFetchReason(fn.reply.error) !== undefined,
    correct: (call) => {
      const message = `fetch failed: ${readFetchReason(call.fn.reply.error)}`;
      return withFn(call, { reply: { error: Object.assign(new TypeError(message)) } });
    },
  },
  'a thing without a message is answered {}': {
    applies: ({ fn }) => Boolean(fn.reply.error) && messageOf(fn.reply.error) === undefined,
    correct: (call) => withFn(call, { reply: { error: toProblem(call.fn.reply.error) } }),
  },
  'plain data is refused for how it was made, or for a key hasOwnProperty': {
    applies: ({ fn }) => normalizeObjects(fn.reply.response) !== fn.reply.response,
    correct: (call) => ({
      call: withFn(call, { reply: { response: normalizeObjects(call.fn.reply.response) } }),
      as: restoreKey,
    }),
  },
  'maxResponseSize is compared as given': {
    applies: (call) => Boolean(limitOf(call)) && !isLimit(limitOf(call)),
    correct: (call) => withContext(call, { maxResponseSize: undefined }),
  },
  'more is let through than Lambda can carry': {
    applies: (call) => isLimit(limitOf(call)) && Number(limitOf(call)) > CAPACITY,
    correct: (call) => withContext(call, { maxResponseSize: CAPACITY }),
  },
  'size is counted in UTF-16 units': {
    applies: (call) => {
      const limit = Number(limitOf(call) || FIVE_MB);
      const { units, bytes } = measureAnswer(call);
      return units <= limit && bytes > limit;
    },
    correct: (call) => withFn(call, { reply: { response: 'x'.repeat(measureAnswer(call).bytes - 2) } }),
  },
} as const satisfies Record<string, Row>;

export type RowName = keyof typeof rows;
