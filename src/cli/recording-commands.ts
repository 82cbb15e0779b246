import { Option } from 'commander';
import { collect, connector, MODULE, port, recordingOptions, whole } from './command-options.ts';
import type { Declaration } from './declaration.ts';

/** The commands that record calls, and those about recorded ones. */
export const recordingCommands: readonly Declaration[] = [
  {
    usage: 'dev [module]',
    summary: 'lets the platform, AWS SDKs and curl call functions here, and records each call',
    more:
      `${MODULE} Default: the modules under \`integrator-extension.functions\` in package.json, else src/index.ts or ` +
      'src/index.js.\n\nOne address is for this machine alone: the page of calls, and AWS Lambda’s Invoke API. The other ' +
      'one may be reached through a tunnel: the protocol of a server stack. A save has the module built anew; calls in ' +
      'flight finish on the old build. Recordings hold placeholders instead of secrets. It ends with Ctrl-C.',
    options: () => [
      connector(),
      new Option('--port <port>', 'the port for a tunnel; 0 for any free one').argParser(port).default(8080),
      new Option('--page-port <port>', 'the port for this machine alone; 0 for any free one')
        .argParser(port)
        .default(8081),
      new Option('--public-url <url>', 'the address of your tunnel: prints the record of the stack, changes nothing'),
      new Option(
        '--token <token>',
        'the system token. Default: INTEGRATOR_EXTENSION_SYSTEM_TOKEN, else one of the project that is shown once',
      ),
      new Option('--new-token', 'makes another token for the project').conflicts('token'),
      new Option('--timeout <ms>', 'milliseconds of each call. Default: 300000; without end with --inspect').argParser(
        whole,
      ),
      new Option('--enforce', 'fails calls that break the contract of their kind, which are only told otherwise'),
      new Option('--inspect [port]', 'keeps a debugger’s port open across builds. Default port: 9229'),
      ...recordingOptions(),
      new Option('--no-record', 'keeps recordings in memory, and writes none'),
    ],
    examples: [
      'dev',
      'dev src/index.ts --secret SHOP_KEY --hide-values email,phone',
      'dev --public-url https://orders.example.com',
      'dev src/index.ts --inspect',
    ],
    load: () => import('./commands/dev/index.ts'),
  },
  {
    usage: 'replay [path]',
    summary: 'makes recorded calls again, and compares them with what was recorded',
    more:
      'PATH is a recording, a folder of them, or the id of one. Default: .integrator-extension/recordings. Requests of the ' +
      'functions are answered from the recording: none reaches the network, and one that was not recorded fails. ' +
      'Placeholders stand for secrets. Calls are made one after the other, oldest first, in one process.\n\nIt ends with ' +
      '0 only if every recording was called, and is equal. Places are written as in a recording: response[*].at, ' +
      'problems[0].message, http[*].body.nonce; * is any element or field.',
    options: () => [
      new Option('--module <file>', 'the module to call. Default: src/index.ts or src/index.js'),
      connector(),
      new Option('--ignore <place>', 'a place whose differences do not count; may be given several times').argParser(
        collect,
      ),
      new Option('--at [time]', 'lets Date stand still at this time. Default: that of each recording'),
      new Option('--timeout <ms>', 'milliseconds of each call').argParser(whole).default(30_000),
      new Option('--fresh', 'calls each recording in a process of its own'),
      new Option('--no-imports', 'calls no function that may write: an import, a utility, or one of unknown kind'),
      new Option('--update', 'accepts all differences: rewrites the recordings, without secrets').conflicts('saveTest'),
      new Option(
        '--update-mended',
        'accepts mended calls alone: failures that are answers now; different ones stay as they are',
      ).conflicts(['update', 'saveTest']),
      new Option('--watch', 'replays again whenever the module or its imports change').conflicts(['saveTest', 'json']),
      new Option('--save-test <file>', 'writes a test of the recordings instead: for vitest if the project uses it'),
    ],
    examples: [
      'replay',
      'replay recordings/order.json --module src/index.ts --ignore response[*].at',
      'replay --at --watch',
      'replay --update-mended',
      'replay 2026-11-30T16-05-12-345Z-3f9a --save-test test/order.test.ts',
    ],
    load: () => import('./commands/replay/index.ts'),
  },
  {
    usage: 'recordings <action> [args...]',
    summary: 'lists, shows and fetches recorded calls',
    more:
      'ACTION is one of\n  list [PLACE]         prints a line for each recording, oldest first\n' +
      '  show ID [PLACE]      prints a whole recording: options, response, log lines, requests\n' +
      '  pull PLACE [FOLDER]  writes the recordings of PLACE into FOLDER, for show, replay and tests\n\n' +
      'PLACE is a folder, or s3://BUCKET/PREFIX. Default, of FOLDER too: .integrator-extension/recordings. ID may be ' +
      'the start of an id, or the path of a file.',
    options: () => [
      new Option('--function <name>', 'only those of this function'),
      new Option('--failures', 'only failed calls'),
      new Option('--since <time>', 'only those since a time in ISO 8601, or since 30m, 12h, 7d'),
      new Option('--last <n>', 'only the newest. Default of list: 50').argParser(whole),
      new Option('--region <region>', 'the region of the bucket'),
      new Option('--profile <profile>', 'the profile of your AWS configuration to use'),
      new Option('--endpoint-url <url>', 'the address of S3, if not AWS'),
    ],
    examples: [
      'recordings list --failures --since 24h',
      'recordings show 2026-11-30T16-05-12-345Z-3f9a',
      'recordings pull s3://my-recordings/orders --function importOrders',
    ],
    load: () => import('./commands/recordings/index.ts'),
  },
];
