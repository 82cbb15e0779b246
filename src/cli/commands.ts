import { Option } from 'commander';
import { collect, connector, MODULE, recordingOptions, signed, whole } from './command-options.ts';
import { REGIONS } from './commands/pull/flow-address.ts';
import type { Declaration } from './declaration.ts';
import { projectCommands } from './project-commands.ts';
import { recordingCommands } from './recording-commands.ts';

const MODULE_OR_BUNDLE = `${MODULE} A bundle may show its \`handler\` alone.`;

export const commands: readonly Declaration[] = [
  ...projectCommands,
  {
    usage: 'list <module>',
    summary: 'lists the functions of a module, and its parts that cannot be called',
    more: MODULE,
    options: () => [connector()],
    examples: ['list src/index.ts', 'list src/connectors.ts --connector 5f0000000000000000000008 --json'],
    load: () => import('./commands/list/index.ts'),
  },
  {
    usage: 'stub [kind]',
    summary: 'prints the code of a new function of a kind: preMap, ping, export …',
    more: 'Without KIND it lists the kinds, and ends with 2.',
    options: () => [],
    examples: ['stub preMap', 'stub export > src/export.ts'],
    load: () => import('./commands/stub.ts'),
  },
  {
    usage: 'event [kind]',
    summary: 'prints the options of a kind, or those of a recorded call',
    more:
      'By default it prints the options alone: the payload of integrator.io’s call. ' +
      'Without KIND it lists the kinds, and ends with 2.',
    options: () => [
      new Option('--records <n>', 'records in each page').argParser(whole),
      new Option('--variant <name>', 'another example: docs/functions.md names those of each kind'),
      new Option('--function <name>', "the function's name, for an address; in a grouped module hooks.NAME"),
      new Option('--connector <id>', 'addresses that connector instead of the diy module'),
      new Option('--envelope', 'prints address and options together, as sam and the Lambda console send them'),
      new Option('--client-context', 'prints the address alone, in base64, as integrator.io sends it').conflicts(
        'envelope',
      ),
      new Option('--from <recording>', 'prints the call of this recording instead').conflicts([
        'records',
        'variant',
        'function',
        'connector',
      ]),
    ],
    examples: ['event preMap --records 20', 'event preMap --envelope --function tidyOrders > events/tidyOrders.json'],
    load: () => import('./commands/event.ts'),
  },
  {
    usage: 'types <file>',
    summary: 'writes the TypeScript type of the records in a file',
    more:
      'FILE is CSV, NDJSON, a list of JSON, an event, or a recording. Fields that some records lack are optional; several types of a ' +
      'field are a union. Values of a CSV file are texts. Where a record is a list of rows, the type is that of a row.',
    options: () => [
      new Option('--name <name>', 'the name of the type. Default: that of the file'),
      new Option('--output <file>', 'writes the code into this file, and not to stdout'),
      new Option('--check <file>', 'ends with 1 if this file has other code').conflicts('output'),
    ],
    examples: ['types orders.csv --name Order', 'types events/tidyOrders.json --name Order --output src/order.ts'],
    load: () => import('./commands/types/index.ts'),
  },
  {
    usage: 'invoke <module> [name]',
    summary: 'calls one function as integrator.io does, and checks it against the contract of its kind',
    more:
      `${MODULE_OR_BUNDLE} Without NAME it lists the functions, and ends with 2.\n\nWithout --options, a function with a kind gets the sample of its kind, any other {}. Options for a ` +
      'function with a kind need no bearer token.',
    options: () => [
      connector(),
      new Option('--type <type>', 'the type of the call in a grouped module: hook, wrapper, installer …'),
      new Option('--options <file|json>', 'its options: a file, an event, a recording, JSON, or - for stdin'),
      new Option('--state <file|json>', 'the state from which a wrapper export continues'),
      new Option('--timeout <ms>', 'milliseconds it has').argParser(whole).default(30_000),
      new Option('--max-response-size <bytes>', 'the most bytes of its response').argParser(whole),
      new Option('--kind <kind>', 'the kind of a function without define, or in a bundle: its options and contract'),
      new Option('--no-imports', 'refuses a function that may write: an import, a utility, or one of unknown kind'),
      new Option(
        '--envelope',
        'prints the call, and sends nothing; with --remote it sends the call so, without client context',
      ),
      new Option('--remote <function>', 'calls the Lambda function of this name instead'),
      new Option('--region <region>', 'its region'),
      new Option('--profile <profile>', 'the profile of your AWS configuration to use'),
      new Option('--endpoint-url <url>', 'the address of Lambda, if not AWS'),
      new Option('--record [dir]', 'saves the call, without its secrets. Default: .integrator-extension/recordings'),
      ...recordingOptions(),
    ],
    examples: [
      'invoke src/index.ts tidyOrders',
      'invoke src/index.ts tidyOrders --record --secret SHOP_KEY',
      'invoke src/index.ts tidyOrders --options events/tidyOrders.json',
      'invoke src/index.ts exportOrders --state \'{"after":1002}\'',
      'invoke src/index.ts tidyOrders --remote my-extension-diy --region eu-central-1',
    ],
    load: () => import('./commands/invoke/index.ts'),
  },
  {
    usage: 'check <module> [names...]',
    summary: 'finds faults before they happen: checks functions against laws, with generated options',
    more:
      `${MODULE} With names it checks those functions alone: tidyOrders, or hooks.tidyOrders in a grouped ` +
      'module.\n\nFunctions open no connections and start no processes; imports and utilities are not called.' +
      '\n\nMODULE may also be a flow: a folder of the account’s documents, or a file that ends in .yaml, .yml, ' +
      '.flow.json, .flow.ts or .flow.js. Its documents and modules are then held to each other, and nothing runs: what the platform would ' +
      'drop, ignore or fail without a word is found. It ends with 1 if there is an error; with --strict, also for a ' +
      'warning and for functions that could not be checked.' +
      '\n\nA file with the top key `app` describes an integration app: its module is held to the functions that it names, ' +
      'and its forms to what the platform shows. No life is simulated.',
    options: () => [
      connector(),
      new Option('--imports', 'also calls imports and utilities that are not named'),
      new Option('--no-imports', 'calls no imports and utilities, named ones neither'),
      new Option('--type <type>', 'the type of the functions in a grouped module: hook, wrapper, installer …'),
      new Option('--network', 'lets functions open connections and start processes'),
      new Option('--kind <name=kind>', 'the kind of a function without define; may be given several times').argParser(
        collect,
      ),
      new Option('--law <law>', 'checks this law only; may be given several times').argParser(collect),
      new Option('--runs <n>', 'calls of each function').argParser(whole),
      new Option('--seed <n>', 'repeats the run that had this seed').argParser(signed),
      new Option('--timeout <ms>', 'milliseconds of each call').argParser(whole),
      new Option('--events <path>', 'examples of their options: an event or a recording, or a folder of them'),
      new Option('--local', 'refuses a flow or an app file with files outside the current folder'),
      new Option('--portable', 'also demands what hosts other than a stack do: unchanged options'),
      new Option(
        '--strict',
        'also reports faults that only records unlike the examples cause; of a flow, warnings and unchecked functions fail',
      ),
      new Option('--out <dir>', 'the folder in which options that break a law are saved as events').default(
        'events-failing',
      ),
    ],
    examples: [
      'check src/index.ts',
      'check src/index.ts tidyOrders importOrders --network',
      'check functions.js --kind trim=preMap',
      'check src/index.ts --events events --law json --runs 1000',
      'check flows/orders',
      'check orders.app.yaml',
    ],
    load: () => import('./commands/check/index.ts'),
  },
  {
    usage: 'pull <flow> [dir]',
    summary: 'writes the documents of a flow of your account into a folder, for simulate',
    more:
      'FLOW is the id of a flow, or its URL. DIR is by default the folder under flows that has the flow already, else ' +
      'flows/NAME. The environment variable INTEGRATOR_IO_TOKEN holds an API token of the account; nothing in the ' +
      'account is changed.\n\nSecrets are written as stars, and captured data and fields that change by themselves ' +
      '(lastModified, lastExecutedAt, offline, size …) not at all. A later pull prints what has changed since, and ' +
      'leaves simulation.yaml alone. It ends with 1 if a document could not be read; the others are written.',
    options: () => [
      new Option('--region <region>', 'the region of the account. Default: that of the URL, else us').choices(REGIONS),
      new Option('--lookup-data', 'also writes the data of lookup caches'),
      new Option(
        '--sample <n>',
        'also writes up to so many records of each export, from its preview: it may be customers’ data',
      ).argParser(whole),
      new Option('--dry-run', 'prints what would change, and writes nothing'),
    ],
    examples: [
      'pull 5f0000000000000000000012',
      'pull https://integrator.io/integrations/5f0000000000000000000007/flowBuilder/5f0000000000000000000012 flows/orders',
      'pull 5f0000000000000000000012 --region eu --lookup-data --sample 20',
    ],
    load: () => import('./commands/pull/index.ts'),
  },
  {
    usage: 'simulate <flow>',
    summary: 'runs a whole flow, page by page, or the life of an integration app, as integrator.io would',
    more:
      'FLOW is the path of a file: JSON, YAML, or a module. It ends with 1 if the run broke a rule of the platform, or ' +
      'did not come to its end. Ctrl-C ends it with the report so far.\n\nA file with the top key `app` describes an ' +
      'integration app: it is installed, configured, updated and uninstalled in a fake account. It ends with 1 if the ' +
      'app broke a rule, if an event of its script failed, or if --compare finds a change. --retry is for flows.',
    options: () => [
      new Option('--json [file]', 'prints the report as JSON for machines, or saves it'),
      new Option('--html <file>', 'saves the report as a page to look at'),
      new Option('--watch', 'runs it again whenever the flow, the app or its module changes, and serves the report'),
      new Option('--module <file>', 'takes the functions from this module'),
      new Option('--fault <name=value>', 'causes a fault: coldEvery=3; may be given several times').argParser(collect),
      new Option('--retry', 'retries failed records that can be retried'),
      new Option('--no-imports', 'refuses a flow whose import is a function: it writes'),
      new Option('--local', 'refuses a flow with files outside the current folder, or with a stack that is deployed'),
      new Option('--save-baseline <file>', 'saves a baseline for later runs'),
      new Option('--compare <file>', 'prints the changes since a baseline was saved, and ends with 1 if there are any'),
      new Option('--log <file>', 'saves the functions’ log, which goes to stderr otherwise'),
      new Option('-q, --quiet', 'shows no progress'),
    ],
    examples: [
      'simulate orders.flow.yaml',
      'simulate orders.flow.yaml --html report.html --fault coldEvery=3 --retry',
      'simulate orders.app.yaml --fault loseAnswer=true',
    ],
    load: () => import('./commands/simulate/index.ts'),
  },
  ...recordingCommands,
  {
    usage: 'doctor [dir]',
    summary: 'examines the files to deploy: Node, template, handlers, bundles',
    options: () => [
      new Option('--template <file>', 'the SAM template. Default: template.yaml, template.yml or template.json'),
    ],
    examples: ['doctor', 'doctor my-extension --json'],
    load: () => import('./commands/doctor/index.ts'),
  },
  {
    usage: 'mcp [dir]',
    summary: 'serves list, stub, event, check, invoke, simulate, replay and the guides to a coding assistant, over MCP',
    more:
      'It speaks the Model Context Protocol on stdin and stdout, and ends when stdin does. DIR is the folder of the ' +
      'project, by default the current one: paths elsewhere are refused, and functions write nowhere else. They open no ' +
      'connections, and imports are not called, unless the assistant asks for it by an argument. docs/assistants.md says ' +
      'how to connect it.',
    options: () => [new Option('--deadline <ms>', 'milliseconds that each tool has').argParser(whole).default(120_000)],
    examples: ['mcp', 'mcp ~/my-extension --deadline 600000'],
    load: () => import('./commands/mcp/index.ts'),
  },
];
