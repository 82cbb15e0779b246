/** The part of a step that fails a record, as the platform names the source of an error. */
export type FailureSource =
  | 'transformation'
  | 'output_filter'
  | 'input_filter'
  | 'import_filter'
  | 'mapping'
  | 'lookup'
  | 'response_mapping'
  | 'internal'
  | 'routing';

/** A mapping, lookup, filter or transformation fails one record, and no other. */
export class RecordFailure extends Error {
  override readonly name = 'RecordFailure';
  readonly code: string;
  readonly source: FailureSource;

  /** @param message the place in the document, what was found, and what was expected */
  constructor(source: FailureSource, code: string, message: string) {
    super(message);
    this.source = source;
    this.code = code;
  }
}
