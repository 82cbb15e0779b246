import type { Project, ProjectOptions } from './flavour.ts';
import { readProjectFile } from './own.ts';

/** This package's own template has two functions, each for a module of one layout. */
const SERVED_BY = { '2.0': 'diy', '1.0': 'connector' } as const;

/** The prefix of a function's resources and outputs in a template: `Diy`, `Connector`. */
export function logicalName(kind: ProjectOptions['kind']): 'Diy' | 'Connector' {
  return kind === 'diy' ? 'Diy' : 'Connector';
}

/** Renders the SAM template of a project: this package's own, with the one function for the project's layout. */
export function renderTemplate({ kind, generation }: ProjectOptions): string {
  const kept = SERVED_BY[generation];
  const dropped = kept === 'diy' ? 'connector' : 'diy';
  // The other function, and the one behind a URL with its resources.
  const about = new RegExp(`^ {2}(${logicalName(dropped)}[A-Z]|(Create|Wants)?Url|SystemToken)`, 'm');
  const entries = listEntries(readProjectFile('template.yaml')).filter((entry) => !about.test(entry));
  return entries
    .join('')
    .replaceAll(new RegExp(`^ *- !GetAtt ${logicalName(dropped)}.*\n`, 'gm'), '')
    .replaceAll(`dist/handlers/${kept}`, 'dist')
    .replaceAll(new RegExp(`\\b${logicalName(kept)}(?=[A-Z])`, 'g'), logicalName(kind))
    .replaceAll(new RegExp(`(?<=AWS::StackName}[- ])${kept}\\b`, 'g'), kind);
}

/** Renders the configuration of SAM CLI for a project. */
export function renderSamConfig({ name }: Project): string {
  return readProjectFile('samconfig.toml').replace(/^stack_name = .*$/m, `stack_name = "${name}"`);
}

/** Splits a template into its entries with their comments; any other line stands alone. */
function listEntries(template: string): string[] {
  return template.match(/(?: {2}#.*\n)* {2}\w+:.*\n(?: {3}.*\n|\n)*|.*\n/g) ?? [];
}
