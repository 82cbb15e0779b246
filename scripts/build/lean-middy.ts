import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Plugin } from 'esbuild';

/** A part of middy's source that a handler never runs, and what takes its place. */
type Replacement = readonly [part: RegExp, replacement?: string];

const UNUSED: Record<string, readonly Replacement[]> = {
  'index.js': [
    [/^import .* from "node:timers";$/m],
    [/^const defaultPluginConfig = {$.*?^};$/ms],
    [/^\t\tplugin = {.*$/gm],
    [/^\tplugin\.timeoutEarly = .*$/m],
    [/^\tplugin\.\w+ \?\?= noop;$/gm],
    [/^\tplugin\.beforePrefetch\?\.\(\);$/m],
    [/plugin\.internal\s+\?.*\s+: /],
    [/plugin\.executionMode\(/, 'executionModeStandard('],
    [/^\tconst getRemainingTimeInMillis =$.*?;$/ms],
    [/^\tconst \w+ = plugin\.\w+.*;$/gm],
    [/^\t+if \((before|after)MiddlewareHook\) .*;$/gm],
    [/^\t\t\tplugin\.(before|after)Handler\(\);$/gm],
    [/\(timeoutEarly\)/, '(false)'],
    [/^\tlet timeoutID;$/m],
    [/^\t+if \(timeoutID\) {$.*?}$/gms],
    [/^\t+const (handlerAbort|abortOpts) = .*$/gm],
    [/^\t+abortOpts,$/m],
  ],
  'executionModeStandard.js': [[/plugin\.requestStart\(.*?\bawait (\w+\([^)]*\);).*return response;/s, 'return $1']],
};

/**
 * Leaves out of a bundle what middy does for its own plugins and its early timeout: the package has no plugins, and its
 * core has a deadline. It saves 1.2 KB of every bundle, and an AbortController of every call.
 * @throws Error if middy's source has changed, so that a part is not found
 */
export const leanMiddy: Plugin = {
  name: 'lean-middy',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]@middy[\\/]core[\\/](index|executionModeStandard)\.js$/ }, ({ path }) => {
      const parts = UNUSED[basename(path)] ?? [];
      const contents = parts.reduce((source, part) => replace(source, part, path), readFileSync(path, 'utf8'));
      return { contents, loader: 'js' };
    });
  },
};

function replace(source: string, [part, replacement = '']: Replacement, path: string): string {
  const replaced = source.replace(part, replacement);
  if (replaced === source) throw new Error(`${path}: expected ${part}, found no such part.`);
  return replaced;
}
