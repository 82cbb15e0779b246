import type * as Sdk from '@aws-sdk/client-s3';
import { toKey } from '../../../recording/s3-sink.ts';
import { loadSdk } from '../../../transport/load-sdk.ts';
import { CliError } from '../../cli-error.ts';

/** How S3 is reached; missing parts come from the caller's AWS configuration. */
export interface S3Access {
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
  readonly endpointUrl?: string | undefined;
}

/** The recordings below a prefix of a bucket, as texts. */
interface RecordingBucket {
  readonly list: () => Promise<readonly string[]>;
  readonly read: (id: string) => Promise<string>;
}

/**
 * Opens a bucket.
 * @throws CliError without the SDK, and for an endpoint that is no address
 */
export async function openBucket(bucket: string, prefix: string, access: S3Access): Promise<RecordingBucket> {
  const { S3Client, GetObjectCommand, paginateListObjectsV2 } = await loadSdk<typeof Sdk>('@aws-sdk/client-s3');
  const { region, profile, endpointUrl } = access;
  if (endpointUrl !== undefined && !URL.canParse(endpointUrl)) {
    const expected = 'expected an address such as http://127.0.0.1:9000';
    throw new CliError('invalid_url', `--endpoint-url: found ${endpointUrl}, ${expected}`, 2);
  }
  const client = new S3Client({
    ...(region && { region }),
    ...(profile && { profile }),
    // Other servers have no name for each bucket.
    ...(endpointUrl && { endpoint: endpointUrl, forcePathStyle: true }),
  });
  const folder = toKey(prefix, '').slice(0, -'.json'.length);
  const list = async () => {
    const ids: string[] = [];
    for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: folder }))
      for (const { Key = '' } of Contents) {
        const id = /^([\w-]+)\.json$/.exec(Key.slice(folder.length))?.[1];
        if (id !== undefined) ids.push(id);
      }
    return ids;
  };
  const read = async (id: string) => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: toKey(prefix, id) }));
    return Body?.transformToString() ?? '';
  };
  const explain = (thrown: unknown) => {
    const { name, message } = thrown as Error;
    // Errors of S3 have names: NoSuchBucket. Those of the network have none.
    const code = /^(Type)?Error$/.test(name) ? 's3_failed' : name;
    return new CliError(code, `s3://${bucket}/${prefix}: ${message}`);
  };
  const explained =
    <A extends unknown[], R>(work: (...args: A) => Promise<R>) =>
    (...args: A) =>
      work(...args).catch((thrown) => Promise.reject(explain(thrown)));
  return { list: explained(list), read: explained(read) };
}
