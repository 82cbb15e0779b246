import { createWriteStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ZodError } from 'zod';
import { FlowError, type FlowInput, loadFlow, type RunReport, simulate } from '../../../simulator/index.ts';
import { type Baseline, createBaseline } from '../../../simulator/report/baseline.ts';
import { formatChanges, listChanges } from '../../../simulator/report/changes.ts';
import { isGood } from '../../../simulator/report/words.ts';
import { CliError } from '../../cli-error.ts';
import type { CommandIo, RunCommand } from '../../command.ts';
import { parseFaults } from './faults.ts';
import { showProgress } from './progress.ts';
import { renderTable } from './table.ts';

type Options = Parameters<RunCommand>[1];

/** `simulate FLOW`: runs a whole flow as the platform would, and prints its report. */
export const run: RunCommand = async ([path = ''], options, io) => {
  if (options.watch === true) return (await import('./watch.ts')).watch(path, options, io);
  const before = options.compare === undefined ? undefined : readBaseline(String(options.compare));
  const report = await simulated(path, options, io);
  // `--watch` starts this process and waits for the report.
  await new Promise<void>((sent) => (process.send ? process.send(report, () => sent()) : sent()));
  const changes = before && listChanges(before, createBaseline(report));
  if (options.saveBaseline !== undefined) save('--save-baseline', options.saveBaseline, baselineText(report));
  if (options.html !== undefined) {
    const { renderHtml } = await import('../../../simulator/report/html.ts');
    save('--html', options.html, await renderHtml(report));
  }
  const json = () => JSON.stringify({ ...report, ...(changes && { changes }) });
  if (typeof options.json === 'string') save('--json', options.json, json());
  if (io.json) io.out(json());
  // With JSON on stdout, people read stderr.
  const print = io.json ? io.err : io.out;
  if (!io.json || options.quiet !== true) {
    for (const line of renderTable(report, io)) print(line);
    for (const line of changes ? formatChanges(changes, String(options.compare)) : []) print(line);
  }
  return isGood(report) && !changes?.length ? 0 : 1;
};

function baselineText(report: RunReport): string {
  return `${JSON.stringify(createBaseline(report), undefined, 1)}\n`;
}

/** @throws CliError if the file holds no baseline */
function readBaseline(path: string): Baseline {
  try {
    const before: Baseline = JSON.parse(readFileSync(path, 'utf8'));
    if (before.version !== 1) throw new Error(`found version ${before.version}, expected 1`);
    return before;
  } catch (thrown) {
    throw new CliError('invalid_baseline', `--compare: ${path}: ${(thrown as Error).message}`, 2);
  }
}

async function simulated(path: string, options: Options, io: CommandIo): Promise<RunReport> {
  const interrupt = new AbortController();
  const progress = options.quiet === true ? undefined : showProgress();
  const print = progress?.write ?? io.err;
  const restore = onSignals(() => {
    print('stopping after the pages in flight; press Ctrl-C again to stop at once');
    interrupt.abort();
  });
  const log = openLog(options.log, print);
  try {
    const { flow, base } = await loadFlow(path);
    return await simulate(changed(flow, options), {
      base,
      signal: interrupt.signal,
      onLog: log.write,
      ...(progress && { onProgress: progress.show }),
    });
  } catch (thrown) {
    throw findFailure(thrown);
  } finally {
    progress?.stop();
    restore();
    await log.close();
  }
}

/** The command line overrides the flow. */
function changed(flow: FlowInput, { module, fault, retry }: Options): FlowInput {
  return {
    ...flow,
    ...(module !== undefined && { extension: { ...flow.extension, module: resolve(String(module)) } }),
    ...(retry === true && { retry: true }),
    faults: { ...flow.faults, ...parseFaults(fault as readonly string[] | undefined) },
  };
}

/** The first Ctrl-C ends the run, the second one the process. */
function onSignals(end: () => void): () => void {
  process.once('SIGINT', end).once('SIGTERM', end);
  return () => void process.off('SIGINT', end).off('SIGTERM', end);
}

/** Opens the destination of the functions' log: a file, or stderr. */
function openLog(file: unknown, write: (line: string) => void) {
  if (file === undefined) return { write, close: async () => {} };
  const path = String(file);
  prepare('--log', path, () => writeFileSync(path, ''));
  const stream = createWriteStream(path);
  return {
    write: (line: string) => void stream.write(`${line}\n`),
    close: () => new Promise<void>((closed) => stream.end(closed)),
  };
}

function save(option: string, file: unknown, text: string): void {
  prepare(option, String(file), () => writeFileSync(String(file), text));
}

function prepare(option: string, path: string, write: () => void): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    write();
  } catch (thrown) {
    throw new CliError('cannot_write', `${option}: ${(thrown as Error).message}`);
  }
}

function findFailure(thrown: unknown): unknown {
  if (thrown instanceof FlowError) return new CliError('invalid_flow', thrown.message, 2);
  // The flow itself is valid: the faults are not.
  if (!(thrown instanceof ZodError)) return thrown;
  const said = thrown.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  return new CliError('invalid_fault', `--fault: ${said.join('; ')}`, 2);
}
