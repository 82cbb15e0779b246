import type * as Esbuild from 'esbuild';
import type { HiddenKind } from '../recording/hidden-kinds.ts';
import type { NamedSecret } from '../recording/list-secrets.ts';
import type { LoadPatience } from './build-state.ts';
import type { DevToken } from './dev-token.ts';
import type { FunctionMap, ModulePlace } from './function-map.ts';

/** What a run of live development serves, to whom, and what it keeps. */
export interface DevSettings extends LoadPatience {
  /** The one module that any function name stands for, or the modules of named Lambda functions. */
  readonly modules: ModulePlace | FunctionMap;
  /** Absent: Node strips the types of TypeScript itself. */
  readonly esbuild?: typeof Esbuild | undefined;
  /** The ports of the public and the private listener; 0 for any free port. */
  readonly port: number;
  readonly pagePort: number;
  /** The system token of the public listener. */
  readonly token: DevToken;
  readonly publicUrl?: URL | undefined;
  /** Milliseconds that a call has. */
  readonly timeout: number;
  /** Whether a call fails that breaks the contract of its kind. */
  readonly enforces: boolean;
  /** The debugger's port. Default: no debugger. */
  readonly inspectPort?: number | undefined;
  /** The folder of recordings. Absent: they stay in memory. */
  readonly recordings?: string | undefined;
  /** Secrets that no options hold. */
  readonly secrets: readonly NamedSecret[];
  readonly hide: readonly string[];
  readonly hideValues: readonly HiddenKind[];
  /** The project's folder: events and tests are saved below it, in `events` and `test`. */
  readonly root: string;
  /** Resolves when the run is to stop: the first builds are then waited for no longer. */
  readonly stopped: Promise<unknown>;
  /** Takes a line for the terminal, without secrets. */
  readonly print: (line: string) => void;
}

/** A run of live development. */
export interface DevServer {
  /** The private listener: the page, and Lambda's Invoke API. */
  readonly url: string;
  /** The token of the page, which stands in the fragment of its address. */
  readonly pageToken: string;
  /** The public listener: the protocol of a server stack. */
  readonly publicUrl: string;
  /** Stops after the calls in flight. */
  readonly close: () => Promise<void>;
}
