import * as z from 'zod';
import { contracts } from '../../../contracts/registry.ts';
import { CliError } from '../../cli-error.ts';
import { isFlow } from '../check/is-flow.ts';
import type { CommandLine } from './run-command.ts';
import { writeFlags } from './write-flags.ts';

/** Returns a path that an argument names, as it is. It throws a CliError for one outside of the project. */
export type DemandInside = (argument: string, path: string) => string;

/** A tool that runs a command of this program. */
export interface CommandTool<Input extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  /** What it does, for the assistant. */
  readonly description: string;
  readonly input: Input;
  /** Whether it writes nothing, and calls no function. */
  readonly isReadOnly: boolean;
  /** @throws CliError for a path outside of the project, and for arguments that exclude each other */
  readonly toCommandLine: (input: z.output<Input>, inside: DemandInside) => CommandLine;
}

/** Infers the arguments of a tool from its schema. */
function tool<Input extends z.ZodObject>(said: CommandTool<Input>): CommandTool {
  return said as unknown as CommandTool;
}

const module = z.string().min(1).describe('The path of the module of functions: src/index.ts.');
const connector = z.string().optional().describe('The _connectorId of the connector among several.');
const kind = z
  .enum(Object.keys(contracts) as [string, ...string[]])
  .describe('The kind of function, as `define` names it.');
const timeout = z.int().positive().optional().describe('Milliseconds of each call.');
const imports = z
  .boolean()
  .default(false)
  .describe('Whether imports and utilities are called, which write. Ask the user before you set it.');
const network = z
  .boolean()
  .default(false)
  .describe('Whether functions may open connections and start processes. Ask the user before you set it.');

const list = tool({
  name: 'list',
  description: 'Lists the functions of a module with their kinds, and its parts that cannot be called.',
  isReadOnly: true,
  input: z.strictObject({ module, connector }),
  toCommandLine: (given, inside) => ({
    args: ['list', ...writeFlags({ connector: given.connector }), '--', inside('module', given.module)],
  }),
});

const describeKind = tool({
  name: 'describe_kind',
  description:
    'Says everything about a kind of function: when it is called, its options, response and rules, what an error does, ' +
    'and the code of a new function. The same JSON as the command `stub`.',
  isReadOnly: true,
  input: z.strictObject({ kind }),
  toCommandLine: (given) => ({ args: ['stub', '--json', '--', given.kind] }),
});

const event = tool({
  name: 'event',
  description: 'Makes the sample options of a kind, as integrator.io sends them.',
  isReadOnly: true,
  input: z.strictObject({
    kind,
    records: z.int().nonnegative().max(10_000).optional().describe('Records in each page.'),
    variant: z.string().optional().describe('Another example: describe_kind lists the variants of a kind.'),
    function: z.string().optional().describe('The name of the function, for an address.'),
    connector,
    envelope: z.boolean().optional().describe('Whether the answer has address and options, as an events file does.'),
  }),
  toCommandLine: ({ kind, ...given }) => ({ args: ['event', ...writeFlags(given), '--', kind] }),
});

/** Where `check` saves options that break a law. */
const FAILING = 'events-failing';

const check = tool({
  name: 'check',
  description:
    'Finds faults: calls the functions of a module with generated options and holds them to laws, or holds the ' +
    `documents of a flow to each other. Options that break a law are saved in ${FAILING}.`,
  isReadOnly: false,
  input: z.strictObject({
    path: z
      .string()
      .min(1)
      .describe('A module; or a flow: a folder of documents, or a file .yaml, .flow.json or .flow.ts.'),
    names: z.array(z.string().min(1)).default([]).describe('The functions to check. Default: all of the module.'),
    type: z.string().optional().describe('The type of the functions in a grouped module: hook, wrapper, installer …'),
    kinds: z.record(z.string(), kind).optional().describe('The kinds of functions without define, by their names.'),
    laws: z.array(z.string()).optional().describe('The laws to check. Default: all.'),
    runs: z.int().positive().optional().describe('Calls of each function. Default: 100.'),
    seed: z.int().optional().describe('Repeats the run that had this seed.'),
    timeout,
    events: z.string().optional().describe('Examples of the options: an event, or a folder of events.'),
    strict: z.boolean().optional().describe('Whether what is a warning otherwise counts as a fault.'),
    portable: z.boolean().optional().describe('Whether functions are held to what other hosts demand, too.'),
    connector,
    imports,
    network,
  }),
  toCommandLine: ({ path, names, kinds, laws, imports, network, events, ...more }, inside) => {
    const flags = {
      ...more,
      law: laws,
      kind: kinds && Object.entries(kinds).map(([name, one]) => `${name}=${one}`),
      events: events && inside('events', events),
    };
    const calls = { imports, 'no-imports': !imports, network, out: inside('out', FAILING) };
    const all = isFlow(inside('path', path)) ? { ...flags, local: true } : { ...flags, ...calls };
    return { args: ['check', ...writeFlags(all), '--', path, ...names], reachesNetwork: network };
  },
});

const invoke = tool({
  name: 'invoke',
  description:
    'Calls one function as integrator.io does, and checks its response. Without options it gets the sample of its kind.',
  isReadOnly: false,
  input: z.strictObject({
    module,
    name: z.string().min(1).describe('The name of the function.'),
    type: z.string().optional().describe('The type of the call in a grouped module: hook, wrapper, installer …'),
    kind: kind.optional().describe('The kind of a function without define.'),
    options: z.record(z.string(), z.unknown()).optional().describe('Its options.'),
    optionsFile: z.string().optional().describe('A file with its options, or an event.'),
    state: z.record(z.string(), z.unknown()).optional().describe('The state from which a wrapper export continues.'),
    timeout,
    connector,
    imports,
    network,
  }),
  toCommandLine: ({ module, name, options, optionsFile, state, imports, network, ...more }, inside) => {
    if (options && optionsFile !== undefined)
      throw new CliError('wrong_usage', 'found options and optionsFile, expected one of them', 2);
    const flags = {
      ...more,
      options: options ? '-' : optionsFile && inside('optionsFile', optionsFile),
      state: state && JSON.stringify(state),
      'no-imports': !imports,
    };
    const args = ['invoke', ...writeFlags(flags), '--', inside('module', module), name];
    return { args, input: options && JSON.stringify(options), reachesNetwork: network };
  },
});

const simulate = tool({
  name: 'simulate',
  description:
    'Runs a whole flow, page by page, as integrator.io would, and reports each stage and what each record became; or ' +
    'the life of an integration app, from an app file. ' +
    'Imports that are functions are refused without the argument imports.',
  isReadOnly: false,
  input: z.strictObject({
    flow: z
      .string()
      .min(1)
      .describe('The path of a flow: a folder of documents, a file in JSON or YAML, or a module; or of an app file.'),
    module: module.optional().describe('Takes the functions from this module.'),
    faults: z
      .record(z.string(), z.union([z.string(), z.number()]))
      .optional()
      .describe('Faults to cause, by name: {"coldEvery": 3}.'),
    retry: z.boolean().optional().describe('Whether failed records that can be retried are.'),
    compare: z.string().optional().describe('A baseline to compare the run with.'),
    saveBaseline: z.string().optional().describe('A file in which the run is saved as a baseline.'),
    html: z.string().optional().describe('A file in which the report is saved as a page.'),
    imports,
    network,
  }),
  toCommandLine: ({ flow, module, faults, retry, imports, network, ...files }, inside) => {
    const demand = (name: string, path?: string) => path && inside(name, path);
    const flags = {
      module: demand('module', module),
      compare: demand('compare', files.compare),
      'save-baseline': demand('saveBaseline', files.saveBaseline),
      html: demand('html', files.html),
      fault: faults && Object.entries(faults).map(([name, value]) => `${name}=${value}`),
      retry,
      local: true,
      'no-imports': !imports,
      quiet: true,
    };
    return { args: ['simulate', ...writeFlags(flags), '--', inside('flow', flow)], reachesNetwork: network };
  },
});

const RECORDINGS = '.integrator-extension/recordings';

const replay = tool({
  name: 'replay',
  description:
    'Makes recorded calls again and compares them with what was recorded. Requests of the functions are answered from ' +
    'the recording.',
  isReadOnly: false,
  input: z.strictObject({
    path: z.string().default(RECORDINGS).describe('A recording, a folder of them, or the id of one.'),
    module: module.optional().describe('The module to call. Default: src/index.ts or src/index.js.'),
    ignore: z.array(z.string()).optional().describe('Places whose differences do not count: response[*].at.'),
    at: z.boolean().optional().describe('Whether Date stands still at the time of each recording.'),
    fresh: z.boolean().optional().describe('Whether each recording is called in a process of its own.'),
    update: z.boolean().optional().describe('Accepts all differences: rewrites the recordings.'),
    updateMended: z
      .boolean()
      .optional()
      .describe('Accepts mended calls alone, which failed when they were recorded and answer now.'),
    timeout,
    connector,
    imports,
  }),
  toCommandLine: ({ path, module, imports, updateMended, ...more }, inside) => {
    const flags = {
      ...more,
      'update-mended': updateMended,
      module: module && inside('module', module),
      'no-imports': !imports,
    };
    return { args: ['replay', ...writeFlags(flags), '--', inside('path', path)] };
  },
});

/** The tools that run a command. */
export const commandTools: readonly CommandTool[] = [list, describeKind, event, check, invoke, simulate, replay];
