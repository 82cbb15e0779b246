import { type CallDifference, formatDifference } from '../../../recording/compare-recording.ts';
import type { Recording } from '../../../recording/recording.ts';
import { setPlaceholders } from '../../../recording/set-placeholders.ts';
import { writeWhole } from '../../../shared/write-whole.ts';
import { openChildProcess } from '../../../transport/child-process.ts';
import { openHere } from '../../../transport/open-here.ts';
import { type RepeatSettings, replayRecording } from '../../../transport/replay-recording.ts';
import { chooseIsolation } from '../../isolation.ts';
import { isWriting } from '../../kind.ts';
import { type ChosenRecording, findConnector } from './choose-recordings.ts';

/**
 * The outcome of a recording: equal, different, different because its failed call now answers, its file rewritten, or not
 * to be compared.
 */
export interface ReplayOutcome {
  readonly id: string;
  readonly file: string;
  readonly function: string;
  readonly kind?: string;
  readonly status: 'equal' | 'different' | 'mended' | 'updated' | 'failed';
  readonly differences: readonly CallDifference[];
  /** Why it could not be compared or updated. */
  readonly reason?: string;
}

/** The settings of a replay. */
export interface ReplayAllSettings extends RepeatSettings {
  readonly module: string;
  readonly connector?: string | undefined;
  /** Milliseconds of each call. */
  readonly timeout: number;
  /** Whether each recording is called in a process of its own. */
  readonly fresh: boolean;
  /** Whether functions are called that may write: imports, utilities, and those of unknown kind. */
  readonly imports: boolean;
  /** Whether recordings are rewritten: all that differ, or the mended ones alone. */
  readonly updates: boolean | 'mended';
  readonly onOutput: (line: string) => void;
  /** Gets each outcome as it comes. */
  readonly onOutcome: (outcome: ReplayOutcome) => void;
}

/**
 * Makes recorded calls again, one after the other, in a process that has the placeholders of secrets in its environment.
 * @throws TransportError where the module can't be loaded
 */
export async function replayAll(
  recordings: readonly ChosenRecording[],
  settings: ReplayAllSettings,
): Promise<readonly ReplayOutcome[]> {
  if (recordings.length === 0) return [];
  const { module: path, connector = findConnector(recordings), fresh, onOutput, onOutcome } = settings;
  const open = chooseIsolation() === 'process' ? openChildProcess : openHere;
  const restore = setPlaceholders(recordings.map(({ recording }) => recording));
  const silent = () => {};
  const sandbox = { path, connector, records: true, onLine: silent, onConsole: silent, output: onOutput };
  try {
    const transport = await open({ ...sandbox, ...(fresh && { every: 1 }) });
    try {
      const outcomes: ReplayOutcome[] = [];
      for (const chosen of recordings) {
        const outcome = await replayOne(transport, chosen, settings);
        outcomes.push(outcome);
        onOutcome(outcome);
      }
      return outcomes;
    } finally {
      await transport.close();
    }
  } finally {
    restore();
  }
}

async function replayOne(
  transport: Awaited<ReturnType<typeof openHere>>,
  { file, recording }: ChosenRecording,
  settings: ReplayAllSettings,
): Promise<ReplayOutcome> {
  const { id, address, kind } = recording;
  const named = { id, file, function: address.function, ...(kind !== undefined && { kind }) };
  if (!settings.imports && (kind === undefined || isWriting(kind))) {
    const found = kind === undefined ? 'its kind is unknown' : `its kind is ${kind}`;
    return {
      ...named,
      status: 'failed',
      differences: [],
      reason: `not called with --no-imports, or "imports": false: ${found}, and it may write`,
    };
  }
  try {
    const { now, differences } = await replayRecording(transport, recording, settings);
    if (differences.length === 0) return { ...named, status: 'equal', differences };
    const status = isMended(differences, now) ? 'mended' : 'different';
    if (settings.updates !== true && settings.updates !== status) return { ...named, status, differences };
    const reason = findObstacle(differences);
    if (reason !== undefined) return { ...named, status, differences, reason };
    writeWhole(file, `${JSON.stringify(accept(recording, now), null, 2)}\n`);
    return { ...named, status: 'updated', differences };
  } catch (thrown) {
    return { ...named, status: 'failed', differences: [], reason: (thrown as Error).message };
  }
}

/** Whether a recorded failure is an answer now that keeps its contract, and every request had its recorded answer. */
function isMended(differences: readonly CallDifference[], { findings }: Recording): boolean {
  const isAnswered = differences.some(({ path, now }) => path === 'problems' && now === undefined);
  return isAnswered && findings.length === 0 && findObstacle(differences) === undefined;
}

/** A request without an answer would leave the recording without one too. */
function findObstacle(differences: readonly CallDifference[]): string | undefined {
  const unknown = differences.find(({ path, recorded }) => path.startsWith('http[') && recorded === undefined);
  return unknown && `not updated: ${formatDifference(unknown)}; expected to record this call anew`;
}

/** Accepts what a call does now. It holds no secret: it was made as a recording is made. */
function accept(recording: Recording, now: Recording): Recording {
  const { response: _response, problems: _problems, stack: _stack, ...kept } = recording;
  const { response, problems, stack, http, findings, bytes } = now;
  return {
    ...kept,
    ...(problems === undefined && { response: response ?? null }),
    ...(problems !== undefined && { problems }),
    ...(stack !== undefined && { stack }),
    findings,
    bytes,
    http,
  };
}
