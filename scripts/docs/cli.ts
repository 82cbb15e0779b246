import type { Option } from 'commander';
import { commands } from '../../src/cli/commands.ts';
import type { Declaration } from '../../src/cli/declaration.ts';

/** The path of the page. */
export const cliPageFile = new URL('../../docs/cli.md', import.meta.url);

const START = `<!-- Generated from src/cli/commands.ts by \`npm run docs\`: change the commands, not this page. -->

# Command line

The package installs the command \`integrator-extension\`. It needs neither AWS nor Docker.

\`\`\`sh
npx integrator-extension list src/index.ts
\`\`\`

The command prints each function with its kind and its style of answering.

## Output and exit codes

- stdout has the answer. stderr has everything else: errors as \`code  message\`, the functions' log and console lines.
- The exit code is 0; 1 for a failed call or check; 2 for wrong usage, and for input that cannot be read: a file that is
  missing or damaged. Of several recordings, the others are still taken, and it is 2 all the same.
- \`--json\` prints the answer as JSON for machines.
- Colours are for terminals; \`NO_COLOR\` turns them off.
- \`--help\` prints the help of each command, and \`--version\` the package's version.`;

/** Renders docs/cli.md from the declarations of the commands. */
export function renderCliPage(): string {
  const index = commands.map((command) => `| [${readName(command)}](#${readName(command)}) | ${command.summary} |`);
  const table = ['| command | what it does |', '|---|---|', ...index].join('\n');
  return `${[START, '## Commands', table, ...commands.flatMap(renderCommand)].join('\n\n')}\n`;
}

function renderCommand(command: Declaration): string[] {
  const { usage, summary, more, options, examples } = command;
  const rows = options().map(renderOption);
  const hasJson = options().some(({ long }) => long === '--json');
  const all = hasJson ? rows : [...rows, '| `--json` | prints JSON for machines |'];
  return [
    `## ${readName(command)}`,
    `\`integrator-extension ${usage}\` ${summary}${summary.endsWith('…') ? '' : '.'}`,
    ...(more === undefined ? [] : [more]),
    ['| option | meaning |', '|---|---|', ...all].join('\n'),
    ['```sh', ...examples.map((line) => `integrator-extension ${line}`), '```'].join('\n'),
  ];
}

function renderOption({ flags, description, defaultValue, argChoices }: Option): string {
  const choices = argChoices ? ` (${argChoices.map((choice) => `\`${choice}\``).join(', ')})` : '';
  const initial = defaultValue === undefined ? '' : `. Default ${defaultValue}`;
  return `| \`${flags}\` | ${description}${choices}${initial} |`;
}

function readName({ usage }: Declaration): string {
  return usage.split(' ')[0] as string;
}
