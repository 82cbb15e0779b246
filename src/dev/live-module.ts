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
    const { content, sent: opened } = openEnvelope(call);
    const secrets = listSecrets(content.options, this.#settings);
    recent.add(secrets);
    const answer = await this.runner.call({ ...opened, records: true });
    const { promise: recorded, resolve } = Promise.withResolvers<Recording | undefined>();
    // After the answer: the caller does not wait for it.
    setImmediate(() => {
      const recording = recorder.record({ call: opened, content, answer, when });
      const send = async (again: Call) => (await this.call(again)).recorded;
      if (recording) sent.add(recording.id, { call: opened, content, secrets, module: this.path, send });
      resolve(recording);
    });
    return { result: answer.result, recorded };
  }
}

/** Reads what a function is sent, and the call that says it without an envelope. */
function openEnvelope(call: Call): { readonly content: CallContent; readonly sent: Call } {
  const event: unknown = JSON.parse(call.options);
  if (call.stack === 'server') return { content: { address: call.address, options: event }, sent: call };
  const { address, options } = toInvocation(event, { clientContext: call.address } as unknown as LambdaContext);
  const content = { address: Object(address), options };
  // An address without these fields would make an envelope of the options.
  const isNamed = ['function', 'diy', '_connectorId'].some((field) => Object.hasOwn(content.address, field));
  if (address === call.address || !isNamed) return { content, sent: call };
  const { options: _, ...own } = content.address;
  return { content, sent: { ...call, address: own, options: JSON.stringify(options) ?? 'null' } };
}
