/** What a filter reads besides records, and the name of the step's part that fails a record. */
export interface FilterSettings {
  readonly source: 'output_filter' | 'input_filter' | 'import_filter' | 'routing';
  /** The custom settings by `flow`, `export`, `import`, `integration` and `connection`. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** The page of a record, which the accessor `context` reads. */
export interface FilterPage {
  readonly pageIndex: number;
  readonly lastExportDateTime?: string;
  readonly currentExportDateTime?: string;
}
