import type { TransportError } from '../transport/transport.ts';

const NAME = 'CliError';

/** Ends a command with a line `code  message` on stderr: exit code 1, or 2 for wrong usage and unreadable input. */
export class CliError extends Error {
  readonly code: string;
  readonly exitCode: 1 | 2;

  constructor(code: string, message: string, exitCode: 1 | 2 = 1) {
    super(message);
    this.name = NAME;
    this.code = code;
    this.exitCode = exitCode;
  }
}

/** Formats whatever a command threw as the line that is printed of it: `code  message`. */
export function formatCliError(thrown: unknown): string {
  const { code, message } = toCliError(thrown);
  return `${code}  ${message}`;
}

/**
 * Turns whatever a command threw into the error that ends it. Errors are recognised by name: the program and each
 * command are bundles of their own, with classes of their own.
 */
export function toCliError(thrown: unknown): CliError {
  if (!(thrown instanceof Error)) return new CliError('unexpected_error', String(thrown));
  if (thrown.name === NAME) return thrown as CliError;
  const { code, message, isMisuse } = thrown as TransportError;
  if (thrown.name === 'TransportError') return new CliError(code, message, isMisuse ? 2 : 1);
  if (thrown.name === 'RecordingError') return new CliError(code, message, 2);
  // A file that cannot be read or written is no mistake of this program.
  if ('syscall' in thrown) return new CliError('system_error', message);
  return new CliError('unexpected_error', String(thrown.stack));
}
