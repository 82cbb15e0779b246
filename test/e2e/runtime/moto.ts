import { spawn } from 'node:child_process';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { pythonTool } from '../../../scripts/python-tools.ts';

/** A server that answers as S3 does, on this machine alone. */
export interface MotoServer {
  readonly endpoint: string;
  readonly stop: () => void;
}

/** Returns the program, and installs it if it is missing. */
export function installMoto(): string {
  return pythonTool('moto_server', ['moto[server]==5.2.1']);
}

/** Starts a server with one bucket. */
export async function startMoto(bucket: string): Promise<MotoServer> {
  const child = spawn(installMoto(), ['-H', '127.0.0.1', '-p', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const endpoint = await new Promise<string>((resolve, reject) => {
    let written = '';
    const read = (text: string) => {
      written += text;
      const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(written) ?? [];
      if (found) resolve(found);
    };
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', read);
    child.on('error', reject);
    child.on('close', (code) =>
      reject(new Error(`moto_server ended with ${code}, expected it to listen:\n${written}`)),
    );
  });
  const credentials = { accessKeyId: 'none', secretAccessKey: 'none' };
  const client = new S3Client({ endpoint, region: 'us-east-1', credentials, forcePathStyle: true });
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  client.destroy();
  return { endpoint, stop: () => void child.kill() };
}
