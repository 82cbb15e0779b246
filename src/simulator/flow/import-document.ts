import * as z from 'zod';
import { anyObject, flag, reference, responseMapping, rules, text } from './document-parts.ts';

/** An import. */
export const importDocument = z.looseObject({
  /** The id of the import: 24 hexadecimal digits. */
  _id: text,
  /** The name of the import. */
  name: text,
  /** The id of the connection that the import uses. */
  _connectionId: text,
  /** What imports: `WrapperImport`, `HTTPImport`, `FTPImport` and others; case counts. */
  adaptorType: text,
  /** The function that submits, of a connection of type wrapper. */
  wrapper: z
    .looseObject({
      /** The name of the wrapper function; case counts. */
      function: text,
      /** Values of your own, handed to the function as they are. */
      configuration: anyObject.nullish(),
      /** The lookups that the mapping names; they come before those of the import. */
      lookups: z.array(anyObject).nullish(),
    })
    .nullish(),
  /** The mapping in the older form (Mapper 1.0); a filled `mappings` wins. */
  mapping: responseMapping.nullish(),
  /** The mapping in the newer form (Mapper 2.0). */
  mappings: z.array(anyObject).nullish(),
  /** The tables that entries of the mapping find values in, by their names. */
  lookups: z.array(anyObject).nullish(),
  /** Which records this step processes; the others skip it and go on. */
  filter: rules.nullish(),
  /** The functions of the import. */
  hooks: z
    .looseObject({
      /** Called for each page of records, before the mapping. */
      preMap: reference.nullish(),
      /** Called for each page of records, after the mapping. */
      postMap: reference.nullish(),
      /** Called with the answers for a page, after it was submitted. */
      postSubmit: reference.nullish(),
      /** Called when a file was written that holds several records. */
      postAggregate: reference.nullish(),
    })
    .nullish(),
  /** Changes the `_json` of each answer, before postSubmit. */
  responseTransform: rules.nullish(),
  /** The children at `pathToMany` are the records of this step. */
  oneToMany: flag,
  /** The path of the list of children in a record, with dots. */
  pathToMany: text,
  /** Creates only: records that exist at the destination are ignored. */
  ignoreExisting: flag,
  /** Updates only: records that do not exist at the destination are ignored. */
  ignoreMissing: flag,
  /** Handlebars for the key of a lock; of equal keys, one record is submitted at a time. */
  idLockTemplate: text,
  /** Handlebars for the link to the record in its application. */
  dataURITemplate: text,
  /** Handlebars for the key that identifies the record. */
  traceKeyTemplate: text,
  /** The answers that a test run takes in place of submitting: a list, or one. */
  mockResponse: z.unknown().optional(),
  /** How records are written to a file. */
  file: z
    .looseObject({
      /** The format of the file, such as `csv` or `json`. */
      type: text,
      /** Writes a file for each record, and not one for many. Default: false. */
      skipAggregation: flag,
    })
    .nullish(),
  /** The custom settings of the import. */
  settings: anyObject.nullish(),
});

export type ImportDocument = z.output<typeof importDocument>;
