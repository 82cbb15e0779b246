import { formatDifference } from '../../../recording/compare-recording.ts';
import { readIgnored } from '../../../recording/path-pattern.ts';
import { CliError } from '../../cli-error.ts';
import type { CommandIo, RunCommand } from '../../command.ts';
import { findDefaultModule } from '../../default-module.ts';
import { chooseRecordings, reportDamaged } from './choose-recordings.ts';
import { type ReplayAllSettings, type ReplayOutcome, replayAll } from './replay-all.ts';

type Given = Parameters<RunCommand>[1];

/** The most differences of a recording that are printed for people. */
const MOST = 20;

/** `replay [FILE|DIR]`: makes recorded calls again and compares them, or writes a test of them. */
export const run: RunCommand = async ([path], given, io) => {
  const module = (given.module as string | undefined) ?? findDefaultModule('--module');
  const settings = { ...readSettings(given), module };
  if (given.saveTest !== undefined) {
    const { saveTest } = await import('./save-test.ts');
    const { recordings, damaged } = chooseRecordings(path);
    const code = recordings.length > 0 ? saveTest(recordings, String(given.saveTest), settings, io) : 2;
    return reportDamaged(damaged, code, io);
  }
  const replay = (own: Pick<ReplayAllSettings, 'module'>) => replayAndPrint(path, { ...settings, ...own }, io);
  if (given.watch === true) return (await import('./watch.ts')).watch(path, module, replay, io);
  return replay({ module });
};

type Settings = Omit<ReplayAllSettings, 'onOutput' | 'onOutcome'>;

async function replayAndPrint(path: string | undefined, settings: Settings, io: CommandIo): Promise<number> {
  const { recordings, damaged } = chooseRecordings(path);
  const onOutcome = io.json ? () => {} : (outcome: ReplayOutcome) => printOutcome(outcome, io);
  const outcomes = await replayAll(recordings, { ...settings, onOutput: io.err, onOutcome });
  const count = (status: ReplayOutcome['status']) => outcomes.filter((one) => one.status === status).length;
  const counts = {
    equal: count('equal'),
    different: count('different'),
    mended: count('mended'),
    updated: count('updated'),
    failed: count('failed'),
  };
  const errors = damaged.map(({ code, message }) => ({ code, message }));
  if (io.json) io.out(JSON.stringify({ recordings: outcomes, ...counts, ...(errors.length > 0 && { errors }) }));
  else io.out(formatCounts(outcomes.length, counts));
  if (counts.different > 0) adviseOnTimes(outcomes, io);
  if (counts.mended > 0) adviseOnMended(counts.mended, io);
  return reportDamaged(damaged, counts.equal + counts.updated === outcomes.length ? 0 : 1, io);
}

function printOutcome({ id, function: name, kind, status, differences, reason }: ReplayOutcome, io: CommandIo): void {
  io.out(`${status}  ${id}  ${name}${kind ? ` (${kind})` : ''}`);
  if (reason !== undefined) io.out(`  ${reason}`);
  for (const difference of differences.slice(0, MOST)) io.out(`  ${formatDifference(difference)}`);
  if (differences.length > MOST) io.out(`  and ${differences.length - MOST} more differences: --json has them`);
}

/** A time that a function reads is another one each time. */
function adviseOnTimes(outcomes: readonly ReplayOutcome[], io: CommandIo): void {
  const differences = outcomes.filter(({ status }) => status === 'different').flatMap((one) => one.differences);
  const times = differences.filter(({ recorded, now }) => isTime(recorded) && isTime(now));
  const places = new Set(times.map(({ path }) => `--ignore '${path.replaceAll(/\[\d+\]/g, '[*]')}'`));
  if (places.size > 0) io.err(`times differ: ${[...places].join(' ')} leaves them out, and --at lets time stand still`);
}

/** A mended call makes the exit code 1: its recording still holds the failure, until the answer is accepted. */
function adviseOnMended(count: number, io: CommandIo): void {
  const said =
    count === 1 ? '1 call is mended: it failed when it was' : `${count} calls are mended: they failed when they were`;
  io.err(
    `${said} recorded, and now ${count === 1 ? 'answers' : 'answer'}; --update-mended accepts ${count === 1 ? 'the answer' : 'the answers'}`,
  );
}

function isTime(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value);
}

function formatCounts(all: number, counts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(counts).filter(([, count]) => count > 0);
  if (all === 0) return 'no recording was called';
  return `${all} ${all === 1 ? 'recording' : 'recordings'}: ${parts.map(([status, count]) => `${count} ${status}`).join(', ')}`;
}

function readSettings({ ignore, at, connector, timeout, fresh, update, updateMended, imports }: Given) {
  const places = (ignore ?? []) as readonly string[];
  try {
    readIgnored(places);
  } catch (thrown) {
    throw new CliError('invalid_place', `--ignore: ${(thrown as Error).message}`, 2);
  }
  return {
    ignore: places,
    ...(at !== undefined && { at: readTime(at as string | true) }),
    connector: connector as string | undefined,
    timeout: timeout as number,
    fresh: fresh === true,
    imports: imports !== false,
    updates: updateMended === true ? ('mended' as const) : update === true,
  };
}

function readTime(at: string | true): string | true {
  if (at === true) return true;
  const time = new Date(at);
  if (!Number.isNaN(time.getTime())) return time.toISOString();
  throw new CliError('invalid_time', `--at: found "${at}", expected a time: 2026-11-30T08:00:00Z`, 2);
}
