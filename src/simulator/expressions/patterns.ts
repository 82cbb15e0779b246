import { type Helper, inline } from './helper.ts';
import type { HelperHost } from './helper-host.ts';
import { readings } from './readings.ts';

type Compile = (pattern: unknown, options: unknown) => RegExp;

/** Makes the compiler of patterns that keeps the last one: most templates have one pattern in the same place. */
function createCompiler(host: HelperHost): Compile {
  let last: string | undefined;
  let compiled = /(?:)/g;
  return (pattern, options) => {
    const source = host.text(pattern);
    const flags = host.text(options);
    if (`${flags}/${source}` !== last) {
      compiled = compile(host, source, flags);
      last = `${flags}/${source}`;
    }
    return compiled;
  };
}

function compile(host: HelperHost, source: string, flags: string): RegExp {
  if (!/^[gim]*$/.test(flags)) throw host.failure('only g, i and m as options', flags);
  try {
    return new RegExp(source, [...new Set(`${flags}g`)].join(''));
  } catch {
    throw host.failure('a regular expression', source);
  }
}

/** Checks a pattern that is written in the template, and its options. */
function check(patternAt: number, optionsAt: number): NonNullable<Helper['check']> {
  return (host, values) => void compile(host, host.text(values[patternAt]), host.text(values[optionsAt]));
}

/** The helpers of regular expressions, as the platform documents them. */
export const patterns = {
  regexMatch: inline(
    [2, 4],
    (host) => {
      const compilePattern = createCompiler(host);
      return ([value, pattern, index, options]) => {
        const at = index === undefined ? 0 : host.count(index, Number.MAX_SAFE_INTEGER);
        return host.text(value).match(compilePattern(pattern, options))?.[at];
      };
    },
    { check: check(1, 3) },
  ),
  regexSearch: inline(
    [2, 3],
    (host) => {
      const compilePattern = createCompiler(host);
      return ([value, pattern, options]) => host.text(value).search(compilePattern(pattern, options));
    },
    { check: check(1, 2) },
  ),
  regexReplace: inline(
    [3, 4],
    (host) => {
      const compilePattern = createCompiler(host);
      return ([value, replacement, pattern, options]) => {
        const expression = compilePattern(pattern, options);
        const text = host.text(value);
        if (!host.text(options).includes('g') && (text.match(expression)?.length ?? 0) > 1) {
          host.rely(readings.globalReplace);
        }
        return text.replace(expression, host.text(replacement));
      };
    },
    { check: check(2, 3) },
  ),
} as const satisfies Record<string, Helper>;
