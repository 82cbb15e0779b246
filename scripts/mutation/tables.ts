import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

/** What is read of Babel's path of a node. */
interface NodePath {
  readonly node: { readonly type: string };
  readonly parent: {
    readonly type: string;
    readonly callee?: { readonly name?: string };
  };
}

/**
 * What a contract or the vocabulary says is a table, whenever it is made: tests of its own go through it entry by entry.
 * It is said in functions that `once` or `spec` call when it is asked for.
 */
function shouldIgnore({ node, parent }: NodePath): string | undefined {
  const kept = parent.type === 'CallExpression' && /^(once|spec)$/.test(parent.callee?.name ?? '');
  return node.type === 'ArrowFunctionExpression' && kept ? 'It says what is in a table.' : undefined;
}

export const strykerPlugins = [declareValuePlugin(PluginKind.Ignore, 'tables', { shouldIgnore })];
