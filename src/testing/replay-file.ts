import { fileURLToPath } from 'node:url';
import type { ExtensionConfig } from '../core/config.ts';
import type { HostedModule } from '../core/hosted-module.ts';
import type { LevelledLine } from '../core/logger.ts';
import { readRecording } from '../recording/read-recording.ts';
import { setPlaceholders } from '../recording/set-placeholders.ts';
import { openInProcess } from '../transport/in-process.ts';
import { type RepeatSettings, replayRecording } from '../transport/replay-recording.ts';
import { RecordingMismatch } from './recording-mismatch.ts';

/** How a recorded call is made again in a test, and what is expected of it. */
export interface ReplaySettings extends RepeatSettings {
  /**
   * `recorded`: the same response or the same problems, after the same requests. `answer`: any response that keeps the
   * contract, for a call that failed when it was recorded. Default: `recorded`.
   */
  readonly expects?: 'recorded' | 'answer';
}

/** The module of a harness, and where its log lines go. */
export interface ReplayedModule extends HostedModule {
  readonly config: ExtensionConfig;
  readonly onLine: (line: LevelledLine) => void;
  /** Milliseconds of the call, on the clock of the configuration. */
  readonly timeout: number;
}

/**
 * Makes the call of a recording's file again, on a module in this process.
 * @throws RecordingMismatch if it is not answered as expected
 * @throws RecordingError for a file that holds no recording
 */
export async function replayFile(
  file: string | URL,
  { onLine, timeout, ...hosted }: ReplayedModule,
  { expects = 'recorded', ...settings }: ReplaySettings,
): Promise<void> {
  const recording = readRecording(file instanceof URL ? fileURLToPath(file) : file);
  const restore = setPlaceholders([recording]);
  const transport = openInProcess({ ...hosted, handler: undefined }, { onLine });
  try {
    const { now, differences } = await replayRecording(transport, recording, { ...settings, timeout });
    if (expects === 'recorded') {
      if (differences.length > 0) throw RecordingMismatch.ofDifferences(recording, now, differences);
      return;
    }
    const problems =
      now.problems?.map(({ code, message }) => [code, message].filter(Boolean).join(': ')) ?? now.findings;
    if (problems.length > 0) throw new RecordingMismatch(recording, now, problems, []);
  } finally {
    await transport.close();
    restore();
  }
}
