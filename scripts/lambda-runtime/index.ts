/**
 * Runs a Lambda function on this machine with AWS's own parts: the real runtime client for Node, behind the real
 * Runtime Interface Emulator. Run as a script, it installs both and prints their paths.
 */
import { installRuntime } from './install.ts';

export type { Engine, FunctionSettings } from './environment.ts';
export { installRuntime, type RuntimeTools } from './install.ts';
export { type LambdaRuntime, startRuntime } from './start.ts';

if (import.meta.main) console.log(installRuntime());
