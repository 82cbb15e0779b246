import { AppFileError, type LifeReport, simulateApp } from '../../../simulator/index.ts';
import { CliError } from '../../cli-error.ts';
import type { CommandIo, RunCommand } from '../../command.ts';
import { chooseIsolation } from '../../isolation.ts';
import { toPrintableText } from '../../printable.ts';
import { parseFaults } from './faults.ts';
import { listLife } from './list-life.ts';
import { onSignals } from './on-signals.ts';
import { checkOutputs } from './outputs.ts';
import { openLog, saveOutput } from './write-outputs.ts';

type Options = Parameters<RunCommand>[1];

/** The options that only the simulation of a flow has. */
const FLOW_ONLY = ['watch', 'retry', 'html', 'saveBaseline', 'compare'];

/** `simulate APP`: simulates the life of an integration app, and prints its report. */
export async function simulateLife(path: string, options: Options, io: CommandIo): Promise<number> {
  for (const name of FLOW_ONLY) {
    if (options[name] === undefined) continue;
    const option = `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    throw new CliError('no_such_option', `${option}: found an app file, expected a flow: an app has no ${option}`, 2);
  }
  const { json, log } = options;
  checkOutputs({ '--json': json, '--log': log }, { APP: path });
  const report = await runLife(path, options, io);
  const jsonFile = io.json ? '-' : json;
  if (jsonFile !== undefined) saveOutput('--json', jsonFile, JSON.stringify(report), io);
  if (jsonFile === '-' && options.quiet === true) return exitCode(report);
  for (const line of listLife(report, io)) (jsonFile === '-' ? io.err : io.out)(line);
  return exitCode(report);
}

function exitCode({ ending, broken }: LifeReport): number {
  return ending === 'done' && broken.length === 0 ? 0 : 1;
}

async function runLife(
  path: string,
  { module, fault, log: logFile, quiet }: Options,
  io: CommandIo,
): Promise<LifeReport> {
  const faults = parseFaults(fault as readonly string[] | undefined);
  const interrupt = new AbortController();
  const restore = onSignals(() => {
    io.err('stopping after the call in flight; press Ctrl-C again to stop at once');
    interrupt.abort();
  });
  const log = openLog(logFile, (line) => io.err(toPrintableText(line)));
  try {
    return await simulateApp(path, {
      isolation: chooseIsolation(),
      signal: interrupt.signal,
      faults,
      onLog: log.write,
      ...(module !== undefined && { module: String(module) }),
      ...(quiet !== true && { onEvent: ({ number, of, title }) => io.err(`${number} of ${of}  ${title}`) }),
    });
  } catch (thrown) {
    throw thrown instanceof AppFileError ? new CliError('invalid_app', thrown.message, 2) : thrown;
  } finally {
    restore();
    await log.close();
  }
}
