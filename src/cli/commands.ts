import { InvalidArgumentError, Option } from 'commander';
import type { RunCommand } from './command.ts';
import { CHOICES } from './commands/init/flavour.ts';

/** The declaration of a command: its file is loaded when the command runs. */
export interface Declaration {
  readonly usage: string;
  readonly summary: string;
  /** The part of its help below the summary. */
  readonly more?: string;
  /** Made lazily: a command line needs those of one command at most. */
  readonly options: () => readonly Option[];
  /** Command lines without the program's name. */
  readonly examples: readonly [string, ...string[]];
  readonly load: () => Promise<{ readonly run: RunCommand }>;
}

const MODULE =
  'MODULE is the path of a file: TypeScript as it is, ESM or CommonJS. Its default export is taken if that holds ' +
  'functions, else all that it exports. It may also export `diy` or `connectors`, as a handler is configured with, ' +
  'or a `handler`, as a bundle does.';

export const commands: readonly Declaration[] = [
  {
    usage: 'init [dir]',
    summary: 'starts a project of your own',
    options: () => [
      new Option('--language <language>', 'TypeScript or JavaScript').choices(CHOICES.language),
      new Option('--kind <kind>', 'functions of your own integrations, or a connector').choices(CHOICES.kind),
      new Option('--generation <generation>', 'flat modules (2.0) or grouped ones (1.0)').choices(CHOICES.generation),
      new Option('-y, --yes', 'takes what is usual for whatever is not said, and asks nothing'),
    ],
    examples: ['init my-extension', 'init my-extension --language js --kind diy --generation 2.0'],
    load: () => import('./commands/init/index.ts'),
  },
  {
    usage: 'list <module>',
    summary: 'lists the functions of a module, and what of it cannot be called',
    more: MODULE,
    options: () => [connector()],
    examples: ['list src/index.ts', 'list src/connectors.ts --connector 5f0000000000000000000008 --json'],
    load: () => import('./commands/list/index.ts'),
  },
  {
    usage: 'stub <kind>',
    summary: 'prints the code of a new function of a kind: preMap, ping, export …',
    options: () => [],
    examples: ['stub preMap', 'stub export > src/export.ts'],
    load: () => import('./commands/stub.ts'),
  },
  {
    usage: 'event <kind>',
    summary: 'prints what a function of a kind is sent',
    more: 'As it stands, the options alone: the payload of a call that integrator.io makes.',
    options: () => [
      new Option('--records <n>', 'records in each page').argParser(whole),
      new Option('--function <name>', "the function's name, for an address"),
      new Option('--connector <id>', 'addresses that connector, and no diy module'),
      new Option('--envelope', 'prints address and options in one, as sam and the Lambda console send them'),
      new Option('--client-context', 'prints the address alone, in base64, as integrator.io sends it').conflicts(
        'envelope',
      ),
    ],
    examples: ['event preMap --records 20', 'event preMap --envelope --function tidyOrders > events/tidyOrders.json'],
    load: () => import('./commands/event.ts'),
  },
  {
    usage: 'invoke <module> <name>',
    summary: 'calls one function as integrator.io does, and holds it to the contract of its kind',
    more:
      `${MODULE}\n\nWithout --options, a function of a known kind is sent the sample of its kind, any other {}. In ` +
      'options for a known kind the bearer token can be left out.',
    options: () => [
      connector(),
      new Option('--type <type>', 'the type it is called with, where modules are grouped: hook, wrapper, installer …'),
      new Option('--options <file|json>', 'what it is sent: a file, an event, JSON, or - for stdin'),
      new Option('--state <file|json>', 'the state that a wrapper export goes on from'),
      new Option('--timeout <ms>', 'milliseconds it has').argParser(whole).default(30_000),
      new Option('--max-response-size <bytes>', 'the most its response may have').argParser(whole),
      new Option('--envelope', 'prints what would be sent, and sends nothing'),
      new Option('--remote <function>', 'calls the Lambda function of this name instead'),
      new Option('--region <region>', 'its region'),
      new Option('--profile <profile>', 'the profile of your AWS configuration to use'),
      new Option('--endpoint-url <url>', 'where Lambda is, if not at AWS'),
    ],
    examples: [
      'invoke src/index.ts tidyOrders',
      'invoke src/index.ts tidyOrders --options events/tidyOrders.json',
      'invoke src/index.ts exportOrders --state \'{"after":1002}\'',
      'invoke src/index.ts tidyOrders --remote my-extension-diy --region eu-central-1',
    ],
    load: () => import('./commands/invoke/index.ts'),
  },
  {
    usage: 'check <module>',
    summary: 'looks for what will go wrong: holds functions to the laws of their kinds, with generated options',
    more: MODULE,
    options: () => [
      connector(),
      new Option('--law <law>', 'holds them to this law only; may be given several times').argParser(collect),
      new Option('--runs <n>', 'calls of each function').argParser(whole),
      new Option('--seed <n>', 'repeats the run that had this seed').argParser(signed),
      new Option('--timeout <ms>', 'milliseconds that each call has').argParser(whole),
      new Option('--events <path>', 'examples of what they are sent: an event, or a folder of events'),
      new Option('--strict', 'also reports what only records unlike the examples bring about'),
      new Option('--out <dir>', 'where the options that break a law are saved, as events').default('events-failing'),
    ],
    examples: ['check src/index.ts', 'check src/index.ts --events events --law json --runs 1000'],
    load: () => import('./commands/check/index.ts'),
  },
  {
    usage: 'simulate <flow>',
    summary: 'runs a whole flow, page by page, as integrator.io would',
    more:
      'FLOW is the path of a file: JSON, YAML, or a module. It ends with 1 where a rule of the platform was broken, or ' +
      'where the run did not come to its end. Ctrl-C ends it with the report so far.',
    options: () => [
      new Option('--json [file]', 'prints the report as JSON for machines, or saves it'),
      new Option('--html <file>', 'saves the report as a page to look at'),
      new Option('--watch', 'runs it again whenever the flow or its module changes, and serves the report'),
      new Option('--module <file>', 'takes the functions from this module'),
      new Option('--fault <name=value>', 'brings a fault about: coldEvery=3; may be given several times').argParser(
        collect,
      ),
      new Option('--retry', 'sends failed records that can be retried through a second run'),
      new Option('--save-baseline <file>', 'saves what later runs can be compared with'),
      new Option('--compare <file>', 'says what has changed since that was saved, and ends with 1 if anything has'),
      new Option('--log <file>', 'saves what functions log, which is else on stderr'),
      new Option('-q, --quiet', 'does not show how far it has come'),
    ],
    examples: ['simulate orders.flow.yaml', 'simulate orders.flow.yaml --html report.html --fault coldEvery=3 --retry'],
    load: () => import('./commands/simulate/index.ts'),
  },
  {
    usage: 'doctor [dir]',
    summary: 'examines what will be deployed: Node, template, handlers, bundles',
    options: () => [new Option('--template <file>', 'the SAM template').default('template.yaml')],
    examples: ['doctor', 'doctor my-extension --json'],
    load: () => import('./commands/doctor/index.ts'),
  },
];

function connector(): Option {
  return new Option('--connector <id>', 'the connector meant, of several; any other module is hosted as this one');
}

function whole(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Expected a whole number.');
}

function collect(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

function signed(text: string): number {
  if (/^-?\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Expected a whole number.');
}
