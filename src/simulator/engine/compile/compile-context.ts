import { formatPath } from '../../../shared/path.ts';
import type { DocumentKind, FlowFolder } from '../../flow/flow-folder.ts';
import type { NamedFunction } from '../../flow/match-module.ts';
import type { Findings } from '../../scope/findings.ts';
import type { Scope } from '../../scope/scope.ts';
import type { ScriptHost } from '../../scripts/script-host.ts';
import type { PlannedOperation } from '../plan.ts';
import type { Libraries } from './libraries.ts';
import type { StageList } from './stage-list.ts';

/** Everything that the parts of a flow are compiled with. */
export interface CompileContext {
  readonly folder: FlowFolder;
  readonly findings: Findings;
  readonly libraries: Libraries;
  /** Absent where a flow is compiled without being run. */
  readonly scripts: ScriptHost | undefined;
  /** Makes an operation of a module whose default export takes one record. */
  readonly openModule: (path: string) => PlannedOperation<unknown>['apply'];
  /** The values of a connection, with its environment variables resolved. */
  readonly valuesOf: (connection: string) => { readonly encrypted: object; readonly unencrypted: object };
  /** Makes the one-time token of a call. */
  readonly issueToken: () => string;
  readonly startedAt: Date;
  /** The folder that paths of the simulation's settings are relative to. */
  readonly base: string;
  readonly stages: StageList;
  /** Gets each function of a stack that the documents name. */
  readonly functions: NamedFunction[];
}

/** Makes the scope of a document. */
export function scopeOf({ folder, findings }: CompileContext, kind: DocumentKind, id?: string): Scope {
  const { document, path } = folder.writtenAt(kind, id);
  return findings.scopeOf(document, path);
}

/** Makes the scope of what `simulation.yaml` says of a document. */
export function settingScope(context: CompileContext, kind: 'exports' | 'imports', id: string): Scope {
  return scopeOf(context, 'simulation').at(kind, id);
}

/** Words the path of a setting in `simulation.yaml`: `imports.d1.existing`. */
export function formatSetting(...keys: readonly string[]): string {
  return `${formatPath('', keys).replace(/^\./, '')} in simulation.yaml`;
}
