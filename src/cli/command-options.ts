import { InvalidArgumentError, Option } from 'commander';

/** What each command says of its MODULE. */
export const MODULE =
  'MODULE is the path of a file: TypeScript as it is, ESM or CommonJS. Its functions are those of the default ' +
  'export, else all its exports. It may also export `diy` or `connectors`, as a handler’s configuration does.';

/** Makes the option that names a connector. */
export function connector(): Option {
  return new Option(
    '--connector <id>',
    'the connector among several; a module without connectors is hosted as this one',
  );
}

/** Makes the options that say what is no part of a recording. */
export function recordingOptions(): readonly Option[] {
  return [
    new Option(
      '--secret <name>',
      'an environment variable whose value is a secret; may be given several times',
    ).argParser(collect),
    new Option('--hide <path>', 'a field whose values are hidden: options.data[*].email; several times').argParser(
      collect,
    ),
    new Option('--hide-values <kinds>', 'kinds of values that are hidden: email,phone,iban,card'),
  ];
}

/** Reads a whole number. */
export function whole(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Expected a whole number.');
}

/** Reads a port; 0 for any free one. */
export function port(text: string): number {
  if (/^\d+$/.test(text) && Number(text) < 65_536) return Number(text);
  throw new InvalidArgumentError('Expected a port from 0 to 65535.');
}

/** Collects the values of an option that may be given several times. */
export function collect(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

/** Reads a whole number that may be negative. */
export function signed(text: string): number {
  if (/^-?\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Expected a whole number.');
}
