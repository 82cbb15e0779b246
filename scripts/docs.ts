/**
 * The reference of all extension functions, written from their contracts. Run as a script, it writes the page, and the
 * schema of flow files.
 */
import { writeFileSync } from 'node:fs';
import { connector } from '../src/contracts/connector.ts';
import type { Contract } from '../src/contracts/contract.ts';
import { hooks } from '../src/contracts/hooks.ts';
import { integrationApp } from '../src/contracts/integration-app.ts';
import { contracts } from '../src/contracts/registry.ts';
import { wrappers } from '../src/contracts/wrappers.ts';
import { flowSchemaText, schemaFile } from './docs/flow.ts';
import { functionSection } from './docs/function.ts';
import { everyFunctionsFields, sharedSections } from './docs/shared.ts';

/** Where the page is. */
export const page = new URL('../docs/functions.md', import.meta.url);

const families: readonly { title: string; said: string; kinds: readonly string[] }[] = [
  {
    title: 'Hooks',
    said: 'Steps of one’s own within a flow, each at its place between the export and the end of the import.',
    kinds: Object.keys(hooks),
  },
  {
    title: 'Wrappers',
    said: 'An export or import of one’s own for an application that integrator.io doesn’t know, and the test of its connection.',
    kinds: Object.keys(wrappers),
  },
  {
    title: 'Integration apps (2.0)',
    said: 'Forms, installation and upkeep of an integration.',
    kinds: Object.keys(integrationApp),
  },
  {
    title: 'Connectors (1.0)',
    said: 'Installation, removal and settings of an integration, in the older generation; and functions called by name alone.',
    kinds: Object.keys(connector),
  },
];

const START = `<!-- Generated from src/contracts by \`npm run docs\`: change the contracts, not this page. -->

# Extension functions

What integrator.io can call in an extension: when, with which options, and what must be answered.`;

const READING = `## How to read this page

- Fields are written as in TypeScript, \`name?: type\`: with a \`?\` they may be absent. An indented list has the fields of
  the object, of each element of the array, or of each value of the \`Record\`.
- A \`record\` is an object or an array of rows (objects); \`object\` is any object, \`unknown\` any JSON value. A \`Date\` is
  text in ISO 8601 on the wire; the function gets a \`Date\`.
- Options may hold more fields than are listed: the platform adds some from time to time. What is marked (1.0) is only
  in the older generation’s documentation.
- A function has the name its author gives it, and integrator.io calls it by that name. Its kind is said by
  \`define\`: \`define.preMap(fn)\` types the function, and lets its calls be checked against what this page says.
- In a module of the newer generation (2.0) functions are at the top; in one of the older (1.0) they are in groups, and
  the platform sends the \`type\` that leads to the group.
- The options of each example are also in \`events/\` of this project’s repository, addressed to the sample extension:
  \`sam local invoke DiyFunction -e events/preMap.json\`, and \`ConnectorFunction\` for the kinds of 1.0 alone.`;

const SHARED = `## What functions share

### Options

Every function is sent, as its first argument, an object of its own. But for some utilities it has at least`;

const ANSWERING = `### Answering and failing

A function answers by what it returns, by a promise, or by the callback that is its second argument: [Writing
functions](../README.md#writing-functions) says when which of them counts. It fails by throwing, by a promise that
rejects, or by \`callback(error)\`. The platform then gets the error’s \`message\`, and its \`code\` or else its \`name\`; what
follows from that is said at each function.`;

/** The text of the page. */
export function functionsPage(): string {
  const paragraphs = [
    START,
    ...contents(),
    READING,
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
      ...kinds.map((kind) => `| [${kind}](#${kind.toLowerCase()}) | ${summaryOf(kind)} |`),
    ].join('\n'),
  );
  return ['## Contents', ...tables];
}

function section(kind: string): string[] {
  return functionSection(kind, contractOf(kind));
}

function summaryOf(kind: string): string {
  return contractOf(kind).summary.replaceAll('|', '\\|');
}

function contractOf(kind: string): Contract {
  return contracts[kind as keyof typeof contracts];
}

if (import.meta.main) {
  writeFileSync(page, functionsPage());
  writeFileSync(schemaFile, flowSchemaText());
}
