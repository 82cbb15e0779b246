import type { Logger } from '../core/logger.ts';
import type { RecordingSettings } from './create-recording.ts';
import { checkHiddenKind, type HiddenKind } from './hidden-kinds.ts';
import { readHiddenPath } from './hidden-path.ts';
import { readEnvironmentSecrets } from './list-secrets.ts';
import type { Recording } from './recording.ts';

/** Takes a recording away. A promise is waited for only to count the bytes in memory; its failure is logged. */
export type RecordingSink = (recording: Recording) => unknown;

/** The settings of a recorder. */
export interface RecorderSettings {
  /** Where recordings go: a function, or `createS3Sink`. */
  readonly sink: RecordingSink;
  /**
   * Which recordings are kept: `always`, only those of failed calls, or those that a function returns true for. Default:
   * `always`.
   */
  readonly when?: 'always' | 'failures' | ((recording: Recording) => boolean);
  /** The share of calls that are recorded at all, from 0 to 1. Default: 1. */
  readonly sample?: number;
  /** Also records the HTTP requests of functions. Default: false. */
  readonly http?: boolean;
  /** Environment variables that hold secrets: they are read once, and replaced like those of the call. */
  readonly environmentSecrets?: readonly string[];
  /** Names of more fields, headers and parameters whose values are secrets. Their case does not count. */
  readonly secretNames?: readonly string[];
  /** Paths of personal fields: `options.data[*].email`. Their values are hidden wherever they occur. */
  readonly hide?: readonly string[];
  /** Kinds of personal values that are hidden wherever they occur. */
  readonly hideValues?: readonly HiddenKind[];
  /** Takes the log lines of the handler, and those of the recorder itself. Default: JSON lines on the console. */
  readonly logger?: Logger;
  /** The most bytes of JSON that calls and recordings hold in memory; more are dropped. Default: 16 MB. */
  readonly pendingBytes?: number;
}

/**
 * Reads the settings of the redaction.
 * @throws Error for a sample that is no share, a path that cannot be, or a secret that is missing or too short
 */
export function readSettings({
  sample = 1,
  environmentSecrets = [],
  secretNames = [],
  hide = [],
  hideValues = [],
}: RecorderSettings): RecordingSettings {
  if (!(sample >= 0 && sample <= 1)) throw new Error(`recorder: sample: found ${sample}, expected a share from 0 to 1`);
  hide.forEach(readHiddenPath);
  hideValues.forEach(checkHiddenKind);
  return { secrets: readEnvironmentSecrets(environmentSecrets), secretNames, hide, hideValues };
}
