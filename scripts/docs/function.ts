import type { Contract } from '../../src/contracts/contract.ts';
import type { Kind } from '../../src/contracts/define.ts';
import { type Description, describeSchema } from '../../src/contracts/render/describe.ts';
import { toJson } from '../../src/contracts/render/literal.ts';
import { describeError, listRules } from '../../src/contracts/render/prose.ts';
import { renderSkeleton } from '../../src/contracts/render/skeleton.ts';
import { variants } from '../../src/contracts/variants.ts';
import { toGroup } from '../../src/core/groups.ts';
import { isSame, list, splitContext } from './shared.ts';

/** Renders the section of one kind of function, as paragraphs. */
export function functionSection(kind: string, contract: Contract): string[] {
  const options = describeSchema(contract.options);
  return [
    `### ${kind}`,
    contract.summary,
    describeAddress(kind, contract),
    ...(contract.namedIn === undefined ? [] : [`**Named in:** ${contract.namedIn}.`]),
    ...describeOptions(options),
    ...describeResponse(describeSchema(contract.response), options),
    ...describeRules(contract),
    `**If it fails:** ${describeError(contract)}`,
    ...describeExample(kind, contract),
  ];
}

function describeAddress(kind: string, { generation, type }: Contract): string {
  const places = [
    ...(generation === '1.0' ? [] : ['2.0: at the top of the module']),
    ...(type ? [`1.0: in the module’s \`${toGroup(type)}\`, called with type \`${type}\``] : []),
  ];
  return [`\`define.${kind}\``, ...places].join(' · ');
}

function describeOptions({ fields }: Description): string[] {
  const { links, own } = splitContext(fields);
  const start = links.join(', ');
  if (own.length === 0) return [`**Options:** ${start}`];
  return [start ? `**Options:** ${start}, and` : '**Options:**', list(own)];
}

function describeResponse({ type, text, fields }: Description, options: Description): string[] {
  if (type === 'nothing') return ['**Response:** none is expected; any answer is ignored.'];
  const heading = `**Response:** \`${type}\`${text ? ` — ${text}` : ''}`;
  if (fields.length === 0) return [heading];
  const known = options.fields.find((field) => isSame(field.fields, fields));
  return known ? [`${heading} The fields are those of \`options.${known.name}\`.`] : [heading, list(fields)];
}

function describeRules(contract: Contract): string[] {
  const rules = listRules(contract);
  return rules.length > 0 ? ['**Rules:**', rules.map((rule) => `- ${rule}`).join('\n')] : [];
}

function describeExample(kind: string, contract: Contract): string[] {
  const { sample } = contract;
  const response = sample.response === null ? [] : ['A response:', fenced('json', toJson(sample.response))];
  return [
    '**Example:** the options of a call on the wire:',
    fenced('json', toJson(sample.options)),
    ...response,
    'A function that answers such a call:',
    fenced('ts', renderSkeleton(kind, contract)),
    ...describeVariants(kind),
  ];
}

function describeVariants(kind: string): string[] {
  const names = Object.keys(variants[kind as Kind] ?? {});
  if (names.length === 0) return [];
  const commands = names.map((name) => `\`npx integrator-extension event ${kind} --variant ${name}\``);
  return [`**More examples:** ${commands.join(', ')}.`];
}

function fenced(language: string, code: string): string {
  return `\`\`\`${language}\n${code.trimEnd()}\n\`\`\``;
}
