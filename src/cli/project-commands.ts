import { Option } from 'commander';
import { CHOICES } from './commands/init/flavour.ts';
import type { Declaration } from './declaration.ts';

/** The commands that write the files of a project. */
export const projectCommands: readonly Declaration[] = [
  {
    usage: 'init [dir]',
    summary: 'creates a new project',
    more: 'On a terminal it asks for what is not given. Elsewhere it takes the defaults.',
    options: () => [
      new Option('--language <language>', 'TypeScript or JavaScript').choices(CHOICES.language),
      new Option('--kind <kind>', 'diy for your own integrations, or a connector').choices(CHOICES.kind),
      new Option('--generation <generation>', 'flat modules (2.0) or grouped ones (1.0)').choices(CHOICES.generation),
      new Option('--target <target>', 'AWS Lambda, or a server of your own').choices(CHOICES.target),
      new Option('-y, --yes', 'takes the default of every missing choice, and asks nothing'),
      new Option(
        '--here',
        'adds to a folder with files of its own, and changes none; with --yes it completes package.json',
      ),
    ],
    examples: ['init my-extension', 'init --here', 'init my-extension --language js --kind diy --generation 2.0'],
    load: () => import('./commands/init/index.ts'),
  },
  {
    usage: 'migrate [module]',
    summary: 'moves a project from an older package to this one',
    more:
      'MODULE is the file that loads lambda-integrator-extension or express-integrator-extension. Default: the `main` of ' +
      'package.json. It and the files that it loads get `define` around each function whose kind is sure; comments and ' +
      'formatting stay. What is not sure is listed, and left.',
    options: () => [new Option('--dry-run', 'prints the changes, and writes nothing')],
    examples: ['migrate --dry-run', 'migrate index.js'],
    load: () => import('./commands/migrate/index.ts'),
  },
];
