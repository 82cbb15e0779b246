import type { Contract } from '../../../contracts/contract.ts';
import { contracts } from '../../../contracts/registry.ts';
import { describeSchema, type Field } from '../../../contracts/render/describe.ts';
import type { CommandSummary } from '../../command.ts';
import type { Project } from './flavour.ts';

/**
 * Renders what a coding assistant must know about a project, from the contracts and the program's commands: kinds, their
 * options and answers, commands, mistakes.
 */
export function renderAgents({ name, flavour }: Project, commands: readonly CommandSummary[]): string {
  const { language, kind: host, generation, target } = flavour;
  const kinds = Object.entries(contracts as Record<string, Contract>).filter(
    ([, contract]) => contract.generation === 'both' || contract.generation === generation,
  );
  return `# ${name}

Functions for integrator.io (Celigo), called ${target === 'server' ? 'over HTTP' : 'on AWS Lambda'} with JSON. The package is \`integrator-extension-lambda\`; its
guides are in \`node_modules/integrator-extension-lambda/docs\`, and \`llms.txt\` there lists them.

- Write each function with \`define.KIND\` in \`src/hooks.${language}\` or \`src/wrappers.${language}\`; \`src/index.${language}\` exports it.
${language === 'ts' ? STATED : ''}${host === 'connector' ? `${renderSteps(language)}\n` : ''}- A function may be synchronous, async, or take a callback. It answers once, by one of them.
- Never log or return \`bearerToken\` or values of \`connection.encrypted\`.

## Commands

| command | effect |
|---|---|
| \`npm start\` | simulates \`flows/orders.flow.yaml\`, and writes \`report.html\` |
| \`npm test\` | runs the tests, and compares the flow with its baseline |
${host === 'connector' ? APP_COMMAND : ''}| \`npm run baseline\` | saves a new baseline, after a change that is meant |
| \`npm run check\` | finds faults with generated options |
| \`npx integrator-extension invoke src/index.${language} NAME\` | calls one function with sample options |

\`npx integrator-extension COMMAND --help\` says more. With \`--json\` a command prints its answer as JSON.

| command | what it does |
|---|---|
${commands.map(formatCommand).join('\n')}

## Kinds

${kinds.map(([kind, contract]) => formatKind(kind, contract)).join('\n')}
## Common mistakes

${MISTAKES.map((mistake, index) => `${index + 1}. ${mistake}`).join('\n')}
`;
}

function renderSteps(language: string): string {
  return `- Write the steps of the installation in \`src/installer.${language}\`, and name them in \`app.yaml\`; \`npm run app\` tries them.`;
}

function formatCommand({ usage, summary }: CommandSummary): string {
  return `| \`${usage}\` | ${summary} |`;
}

const STATED = `- State what a function answers, where it makes the answer: \`data.map((order): PreMapAction<Order> => …)\`,
  \`async (options): Promise<ExportPage<Order>> => …\`. The compiler then reports a mistake on its line, in few words.
`;

const APP_COMMAND =
  '| `npm run app` | simulates the life of the app in `app.yaml`, and writes `app-report.html`; `npm test` does so, too |\n';

function formatKind(kind: string, { summary, options, response, perRecord }: Contract): string {
  const answer = describeSchema(response);
  const each = perRecord ? `, one element for each of \`options.${perRecord}\`` : '';
  return `### ${kind}

${summary}

- options: ${formatFields(describeSchema(options).fields)}
- answer: \`${answer.type}\`${each}${answer.fields.length > 0 ? `: ${formatFields(answer.fields)}` : ''}
`;
}

function formatFields(fields: readonly Field[]): string {
  return fields.map(({ name, optional, type }) => `\`${name}${optional ? '?' : ''}: ${type}\``).join(', ');
}

const MISTAKES = [
  'Returning records instead of `{ data: record }` from preMap or postMap.',
  'Returning a list instead of `{ data: list }` from preSavePage or an export.',
  'Forgetting `return`, or a `return` in the callback of `map`.',
  'Returning fewer elements than records: answer `{}` for a record to ignore.',
  'Returning promises in a list: await `Promise.all(list)`.',
  'Answering `errors` that are no list, or texts instead of `{ code, message }`.',
  'Returning JSON text, a Date, a Map or a class instance: only plain JSON data arrives.',
  'An export that never says `lastPage: true`, or answers the same state again.',
  'Declaring a callback and never calling it.',
  'Keeping state in variables of the module: each sandbox of Lambda has its own.',
];
