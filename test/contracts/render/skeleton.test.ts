import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Contract } from '../../../src/contracts/contract.ts';
import { contracts } from '../../../src/contracts/registry.ts';
import { renderSkeleton } from '../../../src/contracts/render/skeleton.ts';
import { nothing } from '../../../src/contracts/schemas.ts';

const codeOf = (kind: keyof typeof contracts) =>
  renderSkeleton(kind, contracts[kind]).replace("import { define } from 'integrator-extension-lambda';\n\n", '');

describe('skeletonOf', () => {
  it('answers every record if a response is by position', () => {
    expect(codeOf('preMap')).toBe(
      `export const myPreMap = define.preMap((options) => {
  return options.data.map((record) => ({ data: record }));
});
`,
    );
    expect(codeOf('import')).toContain('return options.postMapData.map(() => ({ statusCode: 200,');
  });

  it('passes on a page that is answered as a whole', () => {
    expect(codeOf('postSubmit')).toContain('  return options.responseData;\n');
    expect(codeOf('postResponseMap')).toContain('  return options.postResponseMapData;\n');
  });

  it('passes on options under the name of a response field', () => {
    expect(codeOf('preSavePage')).toContain('{ data: options.data, errors: options.errors ?? [], abort: false,');
    expect(codeOf('persistSettings')).toContain('{ success: true, pending: options.pending }');
  });

  it('answers as the sample does if no response field is always in the options', () => {
    expect(codeOf('ping')).toContain('  return { statusCode: 200, errors: [] };\n');
    expect(codeOf('export')).toContain('    lastPage: true,\n  };');
  });

  it('is async except for hooks, and returns nothing if nothing is expected', () => {
    expect(codeOf('update')).toBe(
      'export const myUpdate = define.update(async (options) => {\n  // No answer is expected.\n});\n',
    );
  });

  it('is in its group if only grouped modules have the kind', () => {
    expect(codeOf('persistSettings')).toMatch(
      /^export const settings = \{\n {2}myPersistSettings: define\.persistSettings\(async \(options\) => \{\n {4}return .*;\n {2}\}\),\n\};\n$/,
    );
  });

  it('passes on no field that may be absent and has no empty value', () => {
    const contract: Contract = {
      generation: '2.0',
      summary: '',
      options: z.looseObject({ data: z.string(), state: z.string().optional() }),
      response: z.looseObject({ data: z.string(), state: z.string() }),
      onError: 'show',
      sample: { options: { data: 'sent' }, response: { data: 'sample', state: 'sample' } },
      invalidExamples: [],
    };
    expect(renderSkeleton('other', contract)).toContain("return { data: options.data, state: 'sample' };");
    expect(renderSkeleton('silent', { ...contract, response: nothing() })).not.toContain('return');
  });
});
