import * as z from 'zod';
import { anyObject, flag, text } from './document-parts.ts';

/*
 * The platform's documents, as the API answers them. Only the fields that a run reads are named here, and each may be
 * null; others pass through.
 */

export type { FunctionReference, MappingDocument, RulesDocument } from './document-parts.ts';
export { type ExportDocument, exportDocument } from './export-document.ts';
export {
  type BranchDocument,
  type FlowDocument,
  flowDocument,
  type PageProcessor,
  type RouterDocument,
} from './flow-document.ts';
export { type ImportDocument, importDocument } from './import-document.ts';

/** A connection. Only those of wrappers name a stack. */
export const connectionDocument = z.looseObject({
  /** The id of the connection: 24 hexadecimal digits. */
  _id: text,
  /** The name of the connection. */
  name: text,
  /** The kind of connection, such as `wrapper` or `http`. */
  type: text,
  /** Whether the platform found the connection not working; a run here goes on. */
  offline: flag,
  /** What a connection of type wrapper has. */
  wrapper: z
    .looseObject({
      /** The id of the stack that has the functions of the wrapper. */
      _stackId: text,
      /** The name of the function that tests the connection; case counts. */
      pingFunction: text,
      /** The values that are no secrets, by their names. */
      unencrypted: z.unknown().optional(),
      /** The credentials. The API answers stars: a run takes them from the simulation. */
      encrypted: z.unknown().optional(),
    })
    .nullish(),
  /** The custom settings of the connection. */
  settings: anyObject.nullish(),
});

/** A built-in script, with its text. */
export const scriptDocument = z.looseObject({
  /** The id of the script: 24 hexadecimal digits. */
  _id: text,
  /** The name of the script, of at most 100 characters. */
  name: text,
  /** The JavaScript of the script. */
  content: text,
  /** Until when the platform keeps what the script logs: a time of ISO 8601. */
  debugUntil: text,
  /** Gives postResponseMap the children of `pathToMany`, and not their records. Default: false. */
  postResponseHookToProcessOnChildRecord: flag,
});

/** A stack. A run finds its functions where the simulation says; here stands where the platform calls them. */
export const stackDocument = z.looseObject({
  /** The id of the stack: 24 hexadecimal digits. */
  _id: text,
  /** The name of the stack. */
  name: text,
  /** Where the functions run: `lambda` or `server`. */
  type: text,
  /** The generation of a Lambda stack: `twoDotZero`, or none for the older one. */
  framework: text,
  /** The AWS Lambda function of a stack of type `lambda`. */
  lambda: z
    .looseObject({
      /** The name of the function in AWS. */
      functionName: text,
      /** The region of AWS, such as `eu-west-1`. */
      awsRegion: text,
      /** The language of the function, such as `Node.js`. */
      language: text,
    })
    .nullish(),
  /** The server of a stack of type `server`. */
  server: z
    .looseObject({
      /** The URL of the server; the platform calls `/function` below it. */
      hostURI: text,
    })
    .nullish(),
  /** The custom settings of the stack. */
  settings: anyObject.nullish(),
});

/** Documents of which a run reads only what they are called, and their settings. */
export const otherDocument = z.looseObject({
  /** The id of the document: 24 hexadecimal digits. */
  _id: text,
  /** The name of the document. */
  name: text,
  /** The custom settings of the document. */
  settings: anyObject.nullish(),
});

export type ConnectionDocument = z.output<typeof connectionDocument>;
export type ScriptText = z.output<typeof scriptDocument>;
export type StackDocument = z.output<typeof stackDocument>;
export type OtherDocument = z.output<typeof otherDocument>;
