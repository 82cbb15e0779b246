import type { Contract } from '../contracts/contract.ts';
import type { Kind } from '../contracts/define.ts';
import { hintAtRefusal } from '../contracts/hint-at-refusal.ts';
import { contracts } from '../contracts/registry.ts';
import { findOwnPlace } from '../shared/own-place.ts';
import { INTERRUPTED } from '../transport/interruptible.ts';
import { addressTo, type CallFailure, type CallResult, type TransportError } from '../transport/transport.ts';
import { hasEnded } from './account-watch.ts';
import { findBreaks } from './find-breaks.ts';
import { EventFailed, type Life } from './life.ts';
import type { CallFacts, LifeDocument } from './life-facts.ts';
import type { LifeLogLine, MetFault } from './life-report.ts';

/** A call that an event makes. */
export interface AppCall {
  readonly kind: Kind;
  readonly name: string;
  /** The step that it runs in. */
  readonly step?: LifeDocument;
  readonly _integrationId?: string;
  /** Makes the options without the token, anew for each try: the account may have changed. */
  readonly createOptions: () => LifeDocument;
  /** Does with the response what the platform does with it. */
  readonly apply?: (response: unknown) => void;
}

const STEPS: readonly Kind[] = ['step', 'integrationInstaller', 'integrationUninstaller'];

/** The kinds whose functions change the account: their calls meet the faults of answers. */
const CHANGING: readonly Kind[] = [
  ...STEPS,
  'update',
  'changeEdition',
  'connectorInstaller',
  'connectorUpdate',
  'preUninstall',
  'connectorUninstaller',
  'connectorChangeEdition',
  'persistSettings',
];

/**
 * Calls a function of the app as the platform does, and applies its response. A call that meets a fault of the life is
 * made again.
 * @throws EventFailed if the function fails, or if the life is interrupted
 */
export async function callFunction(life: Life, call: AppCall): Promise<unknown> {
  const { loseAnswer, repeatStep, abortAfter } = life.parts.faults;
  const isChanging = CHANGING.includes(call.kind);
  const lost = isChanging && meets(loseAnswer, call.name) ? ({ fault: 'answer lost' } as const) : {};
  let attempt = 0;
  const tryAgain = (more: Omit<Attempt, 'number'>) => {
    attempt += 1;
    if (attempt > 1) life.rely('tryAgain');
    return tryOnce(life, call, { number: attempt, ...more });
  };
  let made = await tryAgain({ ...lost, ...(isChanging && abortAfter !== undefined && { abortAfter }) });
  if (made.isAborted) made = await tryAgain(lost);
  if ('fault' in lost) made = await tryAgain({});
  call.apply?.(made.response);
  if (!STEPS.includes(call.kind) || !meets(repeatStep, call.name)) return made.response;
  const repeated = await tryAgain({ fault: 'repeated', options: made.options });
  call.apply?.(repeated.response);
  return repeated.response;
}

function meets(fault: true | readonly string[] | undefined, name: string): boolean {
  return fault === true || fault?.includes(name) === true;
}

/** The most calls of one event. */
const MOST = 1000;

/** What the platform has of a call that was ended. */
const ABORTED: CallResult = { errors: [{ code: 'aborted', message: 'The function was ended before it answered.' }] };

/** One try of a call, and what happens to it. */
interface Attempt {
  /** From 1. */
  readonly number: number;
  readonly fault?: MetFault;
  readonly abortAfter?: number;
  /** The options of the call that it repeats. */
  readonly options?: LifeDocument;
}

interface MadeCall {
  readonly isAborted: boolean;
  readonly options: LifeDocument;
  readonly response: unknown;
}

async function tryOnce(life: Life, call: AppCall, attempt: Attempt): Promise<MadeCall> {
  if (life.calls.length === MOST) throw new EventFailed(`found ${MOST} calls in one event: its steps never end`);
  const bearerToken = life.parts.issueToken();
  const watched = life.parts.watch.begin(bearerToken, attempt.abortAfter);
  const own = attempt.options ?? call.createOptions();
  const options = { ...own, bearerToken };
  const before = life.snapshot();
  const log: LifeLogLine[] = [];
  life.log = log;
  const from = performance.now();
  const result = await Promise.race([send(life, call, options), watched.ended.then(() => ABORTED)]);
  const ms = performance.now() - from;
  life.parts.platform.revokeToken(bearerToken);
  const after = life.snapshot();
  if (watched.requests.some(({ method, status }) => method === 'DELETE' && status === 422)) life.rely('inUse');
  const isAborted = hasEnded(watched);
  const fault = isAborted ? 'aborted' : attempt.fault;
  const stack = 'errors' in result ? result.stack : undefined;
  const place = findOwnPlace(stack);
  const facts: CallFacts = {
    number: life.nextCall(),
    kind: call.kind,
    function: call.name,
    ...(call.step && { step: call.step }),
    ...(call._integrationId !== undefined && { _integrationId: call._integrationId }),
    attempt: attempt.number,
    ...(fault && { fault }),
    options,
    ...('errors' in result ? { errors: result.errors } : { response: JSON.parse(result.response) }),
    ...(place !== undefined && { place }),
    requests: watched.requests,
    log,
    before,
    after,
  };
  const { type }: Contract = contracts[call.kind];
  const isOlder = life.parts.app.generation === '1.0' && type !== undefined;
  life.calls.push({ facts, ms, ...(isOlder && { type }), ...(stack !== undefined && { stack }) });
  if (!isAborted) {
    life.broken.push(...findBreaks(life.event, facts, result));
    if ('errors' in result) throw describeFailure(call.name, result, place);
  }
  return { isAborted, options: own, response: facts.response };
}

async function send(life: Life, { kind, name }: AppCall, options: LifeDocument): Promise<CallResult> {
  const { app, transport, host } = life.parts;
  const { type }: Contract = contracts[kind];
  const address = addressTo(name, app.generation === '1.0' ? type : undefined, host, app.maxResponseSize);
  const sent = JSON.stringify(options);
  try {
    return await transport.call({ address, options: sent, timeout: app.timeout });
  } catch (thrown) {
    const { code, message } = thrown as TransportError;
    return { errors: [{ code, message }] };
  }
}

function describeFailure(name: string, { errors, refused }: CallFailure, place: string | undefined): EventFailed {
  const said = errors.map(({ code, message }) => [code, message].filter(Boolean).join(': ')).join('; ');
  const where = refused ? ` (${refused.path}: found ${refused.found}${hintAtRefusal(refused)})` : '';
  return new EventFailed(`${name} failed: ${said}${where}`, {
    isInterrupted: errors[0]?.code === INTERRUPTED,
    ...(place !== undefined && { place }),
  });
}
