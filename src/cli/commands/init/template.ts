import type { Project, ProjectOptions } from './flavour.ts';
import { readProjectFile } from './own.ts';

/** The prefix of a function's resources and outputs in a template: `Diy`, `Connector`. */
export function logicalName(kind: ProjectOptions['kind']): 'Diy' | 'Connector' {
  return kind === 'diy' ? 'Diy' : 'Connector';
}

/**
 * Renders the SAM template of a project: this package's own, with its first function alone. What functions share is
 * written there, so the others, which repeat it, are dropped.
 */
export function renderTemplate({ kind, generation }: ProjectOptions): string {
  const dropped = /^ {2}(Connector[A-Z]|(Create|Has)?Url[A-Z]?|SystemToken)/m;
  const entries = listEntries(readProjectFile('template.yaml')).filter((entry) => !dropped.test(entry));
  const template = entries
    .join('')
    .replaceAll(/^.*(!Ref Connector|!If \[HasUrl|StackName}-(connector|url)").*\n/gm, '')
    .replaceAll('dist/handlers/diy', 'dist');
  return (generation === '2.0' ? template : template.replace('"framework": "twoDotZero", ', ''))
    .replaceAll(/\bDiy(?=[A-Z])/g, logicalName(kind))
    .replaceAll(/(?<=AWS::StackName}[- ])diy\b/g, kind);
}

/** Renders the configuration of SAM CLI for a project. */
export function renderSamConfig({ name }: Project): string {
  return readProjectFile('samconfig.toml').replace(/^stack_name = .*$/m, `stack_name = "${name}"`);
}

/** Splits a template into its entries with their comments; any other line stands alone. */
function listEntries(template: string): string[] {
  return template.match(/(?: {2}#.*\n)* {2}\w+:.*\n(?: {3}.*\n|\n)*|.*\n/g) ?? [];
}
