import { readFileSync } from 'node:fs';
import { commands } from '../../src/cli/commands.ts';
import type { Contract } from '../../src/contracts/contract.ts';
import { contracts } from '../../src/contracts/registry.ts';

/** The path of the index for language models: https://llmstxt.org has its form. */
export const llmsFile = new URL('../../docs/llms.txt', import.meta.url);

const readme = new URL('../../README.md', import.meta.url);

const START = `# integrator-extension-lambda

> Hosts the extension functions of Celigo integrator.io on AWS Lambda or on a server: hooks, wrappers, and functions of
> integration apps. With types, contracts, checks and simulated flows on your own machine.

- Write each function with \`define.KIND\` from \`integrator-extension-lambda\`. It may return, be async, or take a callback.
- Run \`npx integrator-extension COMMAND\`. With \`--json\` a command prints its answer as JSON.
- A function never sees more than its options: \`functions.md\` lists them for each kind, with the response and the rules.
- Links are relative to this file.`;

/** Renders the index: the guides as README.md lists them, the kinds by their contracts, and the commands. */
export function renderLlms(): string {
  const guides = listGuides().map(({ title, file, text }) => `- [${title}](${file}): ${text}`);
  const kinds = Object.entries(contracts as Record<string, Contract>).map(
    ([kind, { summary }]) => `- [${kind}](functions.md#${kind.toLowerCase()}): ${summary}`,
  );
  const programs = commands.map(({ usage, summary }) => {
    const name = usage.split(' ')[0];
    return `- [${usage.replaceAll(/[[\]]/g, '\\$&')}](cli.md#${name}): ${summary}`;
  });
  const sections = [
    ['Guides', guides],
    ['Kinds of functions', kinds],
    ['Commands', programs],
  ] as const;
  return `${[START, ...sections.map(([title, lines]) => `## ${title}\n\n${lines.join('\n')}`)].join('\n\n')}\n`;
}

interface GuideRow {
  readonly title: string;
  readonly file: string;
  readonly text: string;
}

/** Reads the table of guides. */
function listGuides(): GuideRow[] {
  const rows = readFileSync(readme, 'utf8').matchAll(/^\| \[(.+)\]\(docs\/(.+\.md)\) \| (.+) \|$/gm);
  return Array.from(rows, ([, title = '', file = '', text = '']) => ({ title, file, text }));
}
