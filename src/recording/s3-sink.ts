import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { RecordingSink } from './recorder-settings.ts';

/** A client of S3: `new S3({})` of `@aws-sdk/client-s3`, or any object with its method. */
export interface S3Putter {
  /** Writes an object. */
  putObject(input: {
    /** The name of the bucket. */
    Bucket: string;
    /** The key of the object. */
    Key: string;
    /** The recording: JSON. */
    Body: string;
    /** Always `application/json`. */
    ContentType: string;
  }): Promise<unknown>;
}

/** The place in S3 for recordings. */
export interface S3SinkSettings {
  /** The name of the bucket. */
  readonly bucket: string;
  /** What the keys begin with, such as `recordings/`. Default: nothing. */
  readonly prefix?: string;
  /** The client. Default: one of `@aws-sdk/client-s3`, loaded with the first recording. Lambda's runtimes have it. */
  readonly client?: S3Putter;
}

/**
 * Makes a sink that writes each recording to S3 as `PREFIX/ID.json`. The function's role needs `s3:PutObject` there.
 * Rejects with an Error if the SDK is not installed, or with S3's own.
 */
export function createS3Sink({ bucket, prefix = '', client }: S3SinkSettings): RecordingSink {
  let opened: Promise<S3Putter> | undefined;
  return async (recording) => {
    opened ??= client ? Promise.resolve(client) : openS3();
    const putter = await opened;
    await putter.putObject({
      Bucket: bucket,
      Key: toKey(prefix, recording.id),
      Body: JSON.stringify(recording),
      ContentType: 'application/json',
    });
  };
}

/** The key of a recording. A prefix is a folder, with or without its slash. */
export function toKey(prefix: string, id: string): string {
  return `${prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`}${id}.json`;
}

/** Loads the SDK of the function's dependencies or of the runtime, else that of the current folder. */
async function openS3(): Promise<S3Putter> {
  const name = '@aws-sdk/client-s3';
  try {
    const { S3 } = await import(name).catch(
      () => import(pathToFileURL(createRequire(resolve('package.json')).resolve(name)).href),
    );
    return new S3({});
  } catch {
    throw new Error(`createS3Sink: found no ${name}, expected it to be installed: npm install ${name}`);
  }
}
