import type { Context as LambdaContext } from 'aws-lambda';
import { toInvocation } from '../lambda/event.ts';
import { listSecrets, type SecretSettings } from '../recording/list-secrets.ts';
import type { Recording } from '../recording/recording.ts';
import type { Call, CallResult } from '../transport/transport.ts';
import type { BuildRunner } from './build-runner.ts';
import type { CallRecorder } from './call-recorder.ts';
import type { RecentSecrets } from './recent-secrets.ts';
import type { CallContent, SentCalls } from './sent-calls.ts';

/** What all modules of one run share. */
export interface LiveSettings extends SecretSettings {
  readonly recorder: CallRecorder;
  readonly recent: RecentSecrets;
  readonly sent: SentCalls;
}

/** The result of a call, and its recording, which is made after the answer. */
export interface LiveAnswer {
  readonly result: CallResult;
  /** Undefined where it could not be recorded. */
  readonly recorded: Promise<Recording | undefined>;
}

/** A module that answers calls with its newest build, and has each of them recorded. */
export class LiveModule {
  readonly path: string;
  readonly runner: BuildRunner;
  readonly #settings: LiveSettings;

  constructor(path: string, runner: BuildRunner, settings: LiveSettings) {
    this.path = path;
    this.runner = runner;
    this.#settings = settings;
  }

  /** Makes a call. Never rejects. */
  async call(call: Call): Promise<LiveAnswer> {
    const { recorder, recent, sent } = this.#settings;
    const when = new Date();
    const content = readContent(call);
    const secrets = listSecrets(content.options, this.#settings);
    recent.add(secrets);
    const answer = await this.runner.call({ ...call, records: true });
    const { promise: recorded, resolve } = Promise.withResolvers<Recording | undefined>();
    // After the answer: the caller does not wait for it.
    setImmediate(() => {
      const recording = recorder.record({ call, content, answer, when });
      const send = async (again: Call) => (await this.call(again)).recorded;
      if (recording) sent.add(recording.id, { call, content, secrets, module: this.path, send });
      resolve(recording);
    });
    return { result: answer.result, recorded };
  }
}

/** Reads what a function is sent: on Lambda, an event without a client context is an envelope. */
function readContent({ address, options, stack }: Call): CallContent {
  const event: unknown = JSON.parse(options);
  if (stack === 'server') return { address, options: event };
  const invocation = toInvocation(event, { clientContext: address } as unknown as LambdaContext);
  return { address: Object(invocation.address), options: invocation.options };
}
