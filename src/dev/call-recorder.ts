import { createRecording, type RecordingSettings } from '../recording/create-recording.ts';
import type { RecordedAddress, Recording } from '../recording/recording.ts';
import type { RecordingFolder } from '../recording/recording-folder.ts';
import type { Call } from '../transport/transport.ts';
import type { BuildAnswer } from './build-runner.ts';
import type { CallStore } from './call-store.ts';
import type { CallContent } from './sent-calls.ts';

/** A call as it was sent, its answer, and when it began. */
export interface AnsweredCall {
  readonly call: Call;
  readonly content: CallContent;
  readonly answer: BuildAnswer;
  readonly when: Date;
}

/** Where recordings go. */
export interface CallRecorderSettings extends RecordingSettings {
  readonly store: CallStore;
  /** Absent: recordings stay in memory. */
  readonly folder?: RecordingFolder | undefined;
  /** Gets each recording. */
  readonly onRecording: (recording: Recording) => void;
  /** Gets the reason why a call could not be recorded or saved. */
  readonly onFailure: (message: string) => void;
}

/** Makes a recording of each call, without secrets: for the page, the terminal and the folder. */
export class CallRecorder {
  readonly #settings: CallRecorderSettings;

  constructor(settings: CallRecorderSettings) {
    this.#settings = settings;
  }

  /**
   * Records a call. Undefined, with the reason told, where a secret would be left in it. One whose file cannot be written
   * is kept in memory, with the reason told too.
   */
  record(answered: AnsweredCall): Recording | undefined {
    const { store, onRecording, onFailure } = this.#settings;
    try {
      const recording = createRecording(toRecordedCall(answered), this.#settings);
      store.add(recording);
      onRecording(recording);
      this.#save(recording);
      return recording;
    } catch (thrown) {
      onFailure((thrown as Error).message);
      return undefined;
    }
  }

  #save(recording: Recording): void {
    try {
      this.#settings.folder?.save(recording);
    } catch (thrown) {
      this.#settings.onFailure((thrown as Error).message);
    }
  }
}

function toRecordedCall({ call, content, answer: { result, build }, when }: AnsweredCall) {
  const { trace } = result;
  const isFailed = 'errors' in result;
  const response = isFailed || result.response === '' ? undefined : JSON.parse(result.response);
  return {
    source: 'dev',
    when,
    ...(build !== undefined && { build }),
    address: toRecordedAddress(content.address),
    options: content.options ?? null,
    ...(isFailed ? { problems: result.errors } : { response }),
    ...(isFailed && result.stack !== undefined && { stack: String(result.stack) }),
    ...(trace?.kind !== undefined && { kind: trace.kind }),
    logs: trace?.logs ?? [],
    findings: trace?.findings ?? [],
    http: trace?.http ?? [],
    ms: trace?.ms ?? Date.now() - when.getTime(),
    bytes: {
      options: Buffer.byteLength(call.options),
      response: isFailed ? 0 : Buffer.byteLength(result.response),
    },
  } as const;
}

/** Reads the fields of an address. What was sent may hold anything. */
function toRecordedAddress(sent: object): RecordedAddress {
  const {
    function: name = '',
    type,
    diy,
    _connectorId: id,
    maxResponseSize,
  } = sent as Readonly<Record<string, unknown>>;
  return {
    function: typeof name === 'string' ? name : JSON.stringify(name),
    ...(typeof type === 'string' && { type }),
    ...(diy ? { diy: true } : {}),
    ...(typeof id === 'string' && { _connectorId: id }),
    ...(typeof maxResponseSize === 'number' && { maxResponseSize }),
  };
}
