/** Renders the reference of all functions from their contracts. Run as a script, it writes all generated pages. */
import { writeFileSync } from 'node:fs';
import { connector } from '../../src/contracts/connector.ts';
import type { Contract } from '../../src/contracts/contract.ts';
import { hooks } from '../../src/contracts/hooks.ts';
import { integrationApp } from '../../src/contracts/integration-app.ts';
import { contracts } from '../../src/contracts/registry.ts';
import { wrappers } from '../../src/contracts/wrappers.ts';
import { appRulesPageFile, renderAppRulesPage } from './app-rules.ts';
import { cliPageFile, renderCliPage } from './cli.ts';
import {
  appSchemaFile,
  appSchemaText,
  flowSchemaText,
  schemaFile,
  simulationSchemaFile,
  simulationSchemaText,
} from './flow.ts';
import { functionSection } from './function.ts';
import { llmsFile, renderLlms } from './llms.ts';
import { recordingSchemaFile, recordingSchemaText } from './recording.ts';
import { everyFunctionsFields, sharedSections } from './shared.ts';
import { renderWiringPage, wiringPageFile } from './wiring.ts';

/** The path of the page. */
export const page = new URL('../../docs/functions.md', import.meta.url);

const families: readonly { title: string; said: string; kinds: readonly string[] }[] = [
  {
    title: 'Hooks',
    said: 'Your own steps within a flow, each at its place between the export and the end of the import.',
    kinds: Object.keys(hooks),
  },
  {
    title: 'Wrappers',
    said: 'Your own export or import for an application that integrator.io does not know, and the test of its connection.',
    kinds: Object.keys(wrappers),
  },
  {
    title: 'Integration apps (2.0)',
    said: 'Forms, installation and upkeep of an integration.',
    kinds: Object.keys(integrationApp),
  },
  {
    title: 'Connectors (1.0)',
    said: 'Installation, removal and settings of an integration in the older generation, and functions called by name alone.',
    kinds: Object.keys(connector),
  },
];

const START = `<!-- Generated from src/contracts by \`npm run docs\`: change the contracts, not this page. -->

# Extension functions

The functions that integrator.io can call: when, with which options, and with which response.`;

const READING = `## How to read this page

- Fields are written as in TypeScript: \`name?: type\` may be absent. An indented list has the fields of the object, of each
  element of the array, or of each value of the \`Record\`.
- A \`record\` is an object or an array of rows (objects); \`object\` is any object, \`unknown\` any JSON value. A \`Date\` is
  text in ISO 8601 on the wire; the function gets a \`Date\`.
- Options may hold more fields than are listed: the platform adds some from time to time. Only the older generation’s
  documentation has the fields marked (1.0).
- integrator.io calls a function by its exported name. \`define\` names its kind: \`define.preMap(fn)\` types the function,
  and its calls can then be checked against this page.
- A module of the newer generation (2.0) has its functions at the top. A module of the older one (1.0) has them in groups,
  and the platform sends the \`type\` of the group.
- The options of each example are also in \`events/\` of this project’s repository, addressed to the sample extension:
  \`sam local invoke DiyFunction -e events/preMap.json\`, and \`ConnectorFunction\` for the kinds of 1.0 alone.`;

const GENERATIONS = `## The two generations

| | 1.0 | 2.0 |
|---|---|---|
| a module | groups of functions; a call names the group by its \`type\` | functions at the top |
| hooks | no postResponseMap | all six |
| hooks get | \`configuration\` of their export or import; \`settings\` in integration apps only | \`settings\` always, and \`_parentIntegrationId\` |
| preSavePage gets | \`preview\` | \`files\`, \`retryData\`, \`pageIndex\`, \`lastExportDateTime\`, \`currentExportDateTime\` |
| preSavePage answers | \`data\`, \`errors\` | also \`abort\`, \`newErrorsAndRetryData\` |
| installation | installer and uninstaller functions with \`_integrationId\` and \`opts\` | steps with \`resource\` and \`license\` |
| settings | persistSettings, refreshMetadata, getMappingMetadata | formInit, preSave |

Wrappers are the same in both. Each kind below has its own contract; a kind of both generations accepts the fields of both.`;

const SHARED = `## What functions share

### Options

The first argument of every function is an object of its own. Except for some utilities, it has at least`;

const ANSWERING = `### Answering and failing

A function answers by its return value, by a promise, or by the callback in its second argument: [Writing
functions](writing-functions.md#three-styles-of-answering) lists which of them counts. It fails by throwing, by a promise
that rejects, or by \`callback(error)\`. The platform then gets the error’s \`message\`, and its \`code\` or else its \`name\`.
Each function below names the consequence.`;

/** Renders the page. */
export function functionsPage(): string {
  const paragraphs = [
    START,
    ...contents(),
    READING,
    GENERATIONS,
    SHARED,
    everyFunctionsFields(),
    ANSWERING,
    ...sharedSections(),
    ...families.flatMap(({ title, said, kinds }) => [`## ${title}`, said, ...kinds.flatMap(section)]),
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

function contents(): string[] {
  const tables = families.map(({ title, kinds }) =>
    [
      `| ${title} | |`,
      '|---|---|',
      ...kinds.map((kind) => `| [${kind}](#${kind.toLowerCase()}) | ${readSummary(kind)} |`),
    ].join('\n'),
  );
  return ['## Contents', ...tables];
}

function section(kind: string): string[] {
  return functionSection(kind, readContract(kind));
}

function readSummary(kind: string): string {
  return readContract(kind).summary.replaceAll('|', '\\|');
}

function readContract(kind: string): Contract {
  return contracts[kind as keyof typeof contracts];
}

if (import.meta.main) {
  writeFileSync(page, functionsPage());
  writeFileSync(wiringPageFile, renderWiringPage());
  writeFileSync(appRulesPageFile, renderAppRulesPage());
  writeFileSync(schemaFile, flowSchemaText());
  writeFileSync(simulationSchemaFile, simulationSchemaText());
  writeFileSync(recordingSchemaFile, recordingSchemaText());
  writeFileSync(appSchemaFile, appSchemaText());
  writeFileSync(cliPageFile, renderCliPage());
  writeFileSync(llmsFile, renderLlms());
}
