/** A call did not get as far as the function: there is no such module, the network failed, the SDK is missing. */
export class TransportError extends Error {
  readonly code: string;
  /** Whether what was asked for is at fault, and not what happened on the way. */
  readonly isMisuse: boolean;

  constructor(code: string, message: string, isMisuse = false) {
    super(message);
    this.name = 'TransportError';
    this.code = code;
    this.isMisuse = isMisuse;
  }
}
