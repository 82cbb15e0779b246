import type { Contract } from './contract.ts';
import { describeSchema } from './describe.ts';
import { groupOf } from './groups.ts';
import { indented, toLiteral } from './literal.ts';
import { contracts } from './table.ts';

/**
 * The code of a new function of a kind: it compiles, and answers what the contract's sample answers. In a group of the
 * module where only the older generation has the kind.
 */
export function skeletonOf(kind: keyof typeof contracts): string {
  const contract: Contract = contracts[kind];
  const name = `my${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
  const fn = `define.${kind}(${parametersOf(contract)} => {\n${indented(bodyOf(contract))}\n})`;
  const { type, generation } = contract;
  const code =
    type && generation === '1.0'
      ? `export const ${groupOf(type)} = {\n${indented(`${name}: ${fn},`)}\n};`
      : `export const ${name} = ${fn};`;
  return `import { define } from 'integrator-extension-lambda';\n\n${code}\n`;
}

/** Hooks work on the page they are given; all others mostly wait for some other system. */
function parametersOf({ type }: Contract): string {
  return type === 'hook' ? '(options)' : 'async (options)';
}

function bodyOf({ response, sample }: Contract): string {
  if (describeSchema(response).type === 'nothing') return '// No answer is expected.';
  return `return ${toLiteral(sample.response)};`;
}
