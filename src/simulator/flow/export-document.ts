import * as z from 'zod';
import { anyObject, flag, reference, rules, text } from './document-parts.ts';

const mockRecord = z.looseObject({
  /** The record. */
  record: z.unknown().optional(),
  /** The records of a group, in place of `record`. */
  rows: z.array(z.unknown()).nullish(),
});

/** Reads the records of a file, and sorts and groups them. */
const exportedFile = z.looseObject({
  /** The format of the file: `csv`, `json`, `xlsx`, `xml` or `filedefinition`. */
  type: text,
  /** Consecutive records with equal values in these fields become one group. */
  groupByFields: z.array(z.string()).nullish(),
  /** Groups records whose fields of the group are empty, too. Default: false. */
  groupEmptyValues: flag,
  /** How records are sorted before they are grouped. */
  sortByFields: z
    .array(
      z.looseObject({
        /** The field to sort by; dots lead into objects. */
        field: z.string(),
        /** Puts the greatest value first. */
        descending: flag,
      }),
    )
    .nullish(),
});

/** An export: a generator of a flow, or a lookup in it. */
export const exportDocument = z.looseObject({
  /** The id of the export: 24 hexadecimal digits. */
  _id: text,
  /** The name of the export. */
  name: text,
  /** The id of the connection that the export uses. */
  _connectionId: text,
  /** What exports: `WrapperExport`, `HTTPExport`, `FTPExport` and others; case counts. */
  adaptorType: text,
  /** The selection of records: `delta`, `once`, `test` and others; without it, all records. */
  type: text,
  /** Whether the export is a step that looks something up for each record. */
  isLookup: flag,
  /** The most records of a page, or groups of them. Default: 20. */
  pageSize: z.int().positive().nullish(),
  /** The function that exports, of a connection of type wrapper. */
  wrapper: z
    .looseObject({
      /** The name of the wrapper function; case counts. */
      function: text,
      /** Values of your own, handed to the function as they are. */
      configuration: anyObject.nullish(),
      /** The id of a stack. It has no effect: the wrapper’s stack is that of its connection. */
      _stackId: text,
    })
    .nullish(),
  /** How records are read from a file, and sorted and grouped. */
  file: exportedFile.nullish(),
  /** Lookups: the children at `pathToMany` are looked up, one call for each. */
  oneToMany: flag,
  /** The path of the list of children in a record, with dots. */
  pathToMany: text,
  /** Which exported records go on; a generator’s others leave the flow. */
  filter: rules.nullish(),
  /** Lookups: which records are looked up; the others go on unchanged. */
  inputFilter: rules.nullish(),
  /** Changes each exported record, before the filter. */
  transform: rules.nullish(),
  /** The mapping that builds the request of an HTTP lookup. */
  mappings: z.array(anyObject).nullish(),
  /** The functions of the export. */
  hooks: z
    .looseObject({
      /** Called for each page that was exported, after the filter. */
      preSavePage: reference.nullish(),
    })
    .nullish(),
  /** The settings of an export of type `delta`: records since the last run that succeeded. */
  delta: z
    .looseObject({
      /** The field with the date of a record; several are separated by commas. */
      dateField: text,
      /** Milliseconds taken from the time of the last run, for records that appear late. */
      lagOffset: z.number().nullish(),
      /** From when the first run exports. */
      startDate: text,
      /** How the date of the last run is written, in the tokens of Moment.js. Default: ISO 8601. */
      dateFormat: text,
    })
    .nullish(),
  /** The settings of an export of type `once`: each record is exported one time. */
  once: z
    .looseObject({
      /** The field that is set to true on exported records. */
      booleanField: text,
    })
    .nullish(),
  /** The settings of an export of type `test`: a few records. */
  test: z
    .looseObject({
      /** The most records of the run, from 1 to 100. Default: 1. */
      limit: z.int().positive().nullish(),
    })
    .nullish(),
  /** Consecutive records with equal values in these fields become one group. */
  groupByFields: z.array(z.string()).nullish(),
  /** Handlebars for the link to the record in its application. */
  dataURITemplate: text,
  /** Handlebars for the key that identifies the record, of at most 512 characters. */
  traceKeyTemplate: text,
  /** Records that a test run takes in place of exported ones: at most 10, and 1 MB. */
  mockOutput: z
    .looseObject({
      /** The records, each in an object of its own. */
      page_of_records: z.array(mockRecord).nullish(),
    })
    .nullish(),
  /** The custom settings of the export. */
  settings: anyObject.nullish(),
});

export type ExportDocument = z.output<typeof exportDocument>;
