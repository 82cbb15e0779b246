import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { type Moto, startMoto } from '../../../scripts/deploy/moto.ts';

/** Starts a server that answers as S3 does, on this machine alone, with one bucket. */
export async function startS3(bucket: string): Promise<Moto> {
  const moto = await startMoto();
  const credentials = { accessKeyId: 'none', secretAccessKey: 'none' };
  const client = new S3Client({ endpoint: moto.url, region: 'us-east-1', credentials, forcePathStyle: true });
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  client.destroy();
  return moto;
}
