import { FlowError } from '../simulator/flow/error.ts';

/** An app file is invalid, or names a function, a module or an environment variable that is missing. */
export class AppFileError extends FlowError {
  /** Always `AppFileError`. */
  override readonly name = 'AppFileError';
}
