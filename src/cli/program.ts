import { Command, CommanderError } from 'commander';
import { toCliError } from './cli-error.ts';
import type { CommandIo } from './command.ts';
import { commands } from './commands.ts';
import type { Declaration } from './declaration.ts';
import { toPrintableText } from './printable.ts';

/** The output streams of the program. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether stdout is a terminal that wants colours. */
  readonly colours: boolean;
}

/** Ends the parsing of a command line that asks for the version. */
const VERSION = 'version';

/**
 * Runs one command line and returns its exit code: 0, 1 for a failed call or check, 2 for wrong usage or unreadable
 * input.
 */
export async function runProgram(argv: readonly string[], streams: Streams): Promise<number> {
  let code = 0;
  const program = createProgram(streams);
  for (const declared of commands) {
    const command = declare(program, declared, async (args, options) => {
      code = await runCommand(declared, args, options, streams);
    });
    if (argv.includes(command.name())) declareOptions(command, declared);
  }
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    if (thrown.code === VERSION) return (await import('./commands/version.ts')).run([], {}, createIo(streams, false));
    return thrown.exitCode === 0 ? 0 : 2;
  }
}

function createProgram(streams: Streams): Command {
  const program = new Command('integrator-extension')
    .description('Runs, checks and examines extension functions of integrator.io on your own machine.')
    .option('-V, --version', 'prints the version')
    .on(`option:${VERSION}`, () => {
      throw new CommanderError(0, VERSION, '');
    })
    .helpOption('-h, --help', 'prints this help')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: streams.out,
      writeErr: streams.err,
      getOutHasColors: () => streams.colours,
      outputError: (text) => complain(streams, 'wrong_usage', text.replace(/^error: /, '').trim()),
    });
  return program.addHelpText('after', '\nEvery command has help of its own: integrator-extension invoke --help');
}

type Action = (args: readonly string[], options: Readonly<Record<string, unknown>>) => Promise<void>;

function declare(program: Command, { usage, summary }: Declaration, action: Action): Command {
  const command = program.command(usage).summary(summary);
  return command.action(() => action(command.args, command.opts()));
}

function declareOptions(command: Command, { summary, more = '', options, examples }: Declaration): void {
  command.description(`${summary}\n\n${more}`.trim());
  for (const option of options()) command.addOption(option);
  // Some commands declare a `--json` of their own.
  if (!command.options.some(({ long }) => long === '--json')) command.option('--json', 'prints JSON for machines');
  command.addHelpText('after', `\nExamples:\n${examples.map((line) => `  $ integrator-extension ${line}`).join('\n')}`);
}

async function runCommand(
  { load }: Declaration,
  args: readonly string[],
  options: Readonly<Record<string, unknown>>,
  streams: Streams,
): Promise<number> {
  const io = createIo(streams, options.json === true);
  try {
    const { run } = await load();
    return await run(args, options, io);
  } catch (thrown) {
    const { code, message, exitCode } = toCliError(thrown);
    complain(streams, code, message);
    if (io.json) io.out(JSON.stringify({ errors: [{ code, message }] }));
    return exitCode;
  }
}

function complain({ err }: Streams, code: string, message: string): void {
  err(toPrintableText(`${code}  ${message}\n`, false));
}

function createIo({ out, err, colours }: Streams, json: boolean): CommandIo {
  return {
    out: (line) => out(`${toPrintableText(line, colours)}\n`),
    err: (line) => err(`${toPrintableText(line, colours)}\n`),
    write: out,
    json,
    colours,
    commands,
  };
}
