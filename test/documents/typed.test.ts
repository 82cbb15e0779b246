import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compile } from '../compile.ts';
import { options, responses } from './documented-fields.ts';

/** Resolves to the type at a path: through elements of arrays and values of dictionaries; `Missing` if there is none. */
const AT = `
  interface Missing { readonly missing: true }
  type Inner<T> = NonNullable<T> extends readonly (infer E)[] ? Inner<E> : NonNullable<T>;
  type Step<T, K extends string> = K extends keyof Inner<T>
    ? Inner<T>[K]
    : string extends keyof Inner<T> ? (K extends keyof Inner<Inner<T>[string]> ? Inner<Inner<T>[string]>[K] : Missing) : Missing;
  export type At<T, P extends string> = P extends \`\${infer K}.\${infer R}\` ? At<Step<T, K>, R> : Step<T, P>;
  export const found = <T>(_: [T] extends [Missing] ? [unknown] extends [T] ? true : false : true) => undefined;`;

const proof = (alias: string) =>
  Object.entries(alias === 'OptionsOf' ? options : responses).flatMap(([kind, paths]) =>
    paths.map((path) => `found<At<${alias}<'${kind}'>, '${path}'>>(true);`),
  );

const imports = "import type { OptionsOf, ResponseOf } from 'integrator-extension-lambda';";

describe('The types', () => {
  it('of the documents’ functions, in both generations, compile in strict mode', () => {
    const read = (name: string) => readFileSync(new URL(`./fixtures/${name}.ts`, import.meta.url), 'utf8');
    const pieces = ['current-typed', 'legacy-typed'].map((name) => ({ name, code: read(name) }));
    expect(compile(pieces)).toEqual([]);
  });

  it('have all documented fields of options and responses', () => {
    const code = [imports, AT, ...proof('OptionsOf'), ...proof('ResponseOf')].join('\n');
    expect(compile([{ name: 'paths', code }])).toEqual([]);
  });

  it('have no other fields: the proof above finds a missing one', () => {
    const code = [imports, AT, "found<At<OptionsOf<'preMap'>, 'dta'>>(true);"].join('\n');
    expect(compile([{ name: 'missing', code }])).toHaveLength(1);
  });

  it('of records, settings, configuration, state and the platform’s objects are the author’s', () => {
    const code = `${imports}
      import { define } from 'integrator-extension-lambda';
      interface Shop { id: string }
      interface Step { name: string }
      interface Form { fields: string[] }
      interface License { edition: 'a' | 'b' }
      define.formInit<never, { resource: Shop; license: License }>(({ resource, license }): Form => ({
        fields: [resource.id, license?.edition ?? 'a'],
      }));
      define.initChild(() => { const installSteps: Step[] = []; return { name: 'x', installSteps }; });
      define.ping<never, { encrypted: { password: string } }>(({ connection }) => ({
        statusCode: connection.encrypted?.password.length ? 200 : 401,
      }));
      define.postAggregate(({ postAggregateData }) => {
        // @ts-expect-error it is read-only
        postAggregateData.success = true;
      });`;
    expect(compile([{ name: 'own', code }])).toEqual([]);
  });
});
