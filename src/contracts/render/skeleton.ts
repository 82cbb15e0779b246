import { toGroup } from '../../core/groups.ts';
import type { Contract } from '../contract.ts';
import { type Description, describeSchema } from './describe.ts';
import { Code, indent, toLiteral } from './literal.ts';

/**
 * Renders the code of a new function of a kind. It compiles, and its response keeps the contract for any number of
 * records. Kinds of the older generation only are put into their group.
 */
export function renderSkeleton(kind: string, contract: Contract): string {
  const { type, generation } = contract;
  const name = toStubName(kind);
  // Hooks work on their page; other functions mostly wait for another system.
  const parameters = type === 'hook' ? '(options)' : 'async (options)';
  const fn = `define.${kind}(${parameters} => {\n${indent(renderBody(contract))}\n})`;
  const code =
    type && generation === '1.0'
      ? `export const ${toGroup(type)} = {\n${indent(`${name}: ${fn},`)}\n};`
      : `export const ${name} = ${fn};`;
  return `import { define } from 'integrator-extension-lambda';\n\n${code}\n`;
}

/** The name of the new function. */
export function toStubName(kind: string): string {
  return `my${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
}

function renderBody(contract: Contract): string {
  const options = describeSchema(contract.options);
  const response = describeSchema(contract.response);
  if (response.type === 'nothing') return '// No answer is expected.';
  const page = contract.perRecord;
  if (!page) return `return ${toLiteral(passOn(options, response, endPages(contract.sample.response)))};`;
  const sent = options.fields.find(({ name }) => name === page);
  return `return options.${page}${sent && isLike(sent, response) ? '' : renderMapping(contract, page)};`;
}

/** Answers the last page: the sample is the first one, and a function that repeats it would never end. */
function endPages(sample: unknown): unknown {
  const { lastPage, state: _, ...page } = Object(sample);
  return lastPage === undefined ? sample : { ...page, lastPage: true };
}

/** Answers each record as the sample answers its first one. */
function renderMapping({ sample }: Contract, page: string): string {
  const [first] = sample.options[page] as unknown[];
  const [answer] = sample.response as [object];
  const parts = Object.entries(answer).map(([name, value]) => ({ name, value, isRecord: isSame(value, first) }));
  const element = parts.map(({ name, value, isRecord }) => [name, isRecord ? new Code('record') : value] as const);
  const parameter = parts.some(({ isRecord }) => isRecord) ? 'record' : '';
  return `.map((${parameter}) => (${toLiteral(Object.fromEntries(element))}))`;
}

/**
 * Passes required fields of the options on to response fields of the same name. Other functions answer anew: a
 * wrapper's pages are not those that it looks something up for.
 */
function passOn(options: Description, response: Description, sample: unknown): unknown {
  const sent = options.fields.filter((field) =>
    response.fields.some((answered) => answered.name === field.name && isLike(answered, field)),
  );
  if (sent.every(({ optional }) => optional)) return sample;
  const parts = sent
    .filter(({ optional, type }) => !optional || type.endsWith('[]'))
    .map(({ name, optional }) => [name, new Code(`options.${name}${optional ? ' ?? []' : ''}`)] as const);
  return { ...(sample as object), ...Object.fromEntries(parts) };
}

function isLike(one: Description, other: Description): boolean {
  return one.type === other.type && isSame(one.fields, other.fields);
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
