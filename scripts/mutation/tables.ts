import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

/** The part of Babel's node path that the plugin reads. */
interface NodePath {
  readonly node: { readonly type: string };
  readonly parent: {
    readonly type: string;
    readonly callee?: { readonly name?: string };
  };
}

/**
 * Ignores the functions that `lazy` and `contract` call: they hold the contracts' tables, which tests of their own read
 * entry by entry.
 */
function shouldIgnore({ node, parent }: NodePath): string | undefined {
  const isTable = parent.type === 'CallExpression' && /^(lazy|contract)$/.test(parent.callee?.name ?? '');
  return node.type === 'ArrowFunctionExpression' && isTable ? 'It holds a table.' : undefined;
}

export const strykerPlugins = [declareValuePlugin(PluginKind.Ignore, 'tables', { shouldIgnore })];
