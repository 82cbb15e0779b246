import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Posts each event of a project to a server stack, as integrator.io does; resolves to the answers by the files. */
export async function postEvents(folder: string, url: string, token: string): Promise<Record<string, unknown>> {
  const answers: Record<string, unknown> = {};
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  for (const file of readdirSync(join(folder, 'events'))) {
    const body = readFileSync(join(folder, 'events', file), 'utf8');
    answers[file] = await (await fetch(url, { method: 'POST', headers, body })).json();
  }
  return answers;
}
