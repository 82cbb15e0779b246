import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTwoFilesPatch } from 'diff';
import type { FetchedFlow } from './fetch-flow.ts';
import { FOLDERS } from './find-references.ts';
import { maskScriptSecrets } from './find-script-secrets.ts';
import { maskSecrets, maskText } from './mask-secrets.ts';
import { formatJson } from './render-files.ts';

/** What a pull makes of a file. */
export interface PulledFile {
  /** Its path in the folder. */
  readonly file: string;
  /** `kept`: it is the developer's own. `gone`: its document is not pulled any more, the file stays. */
  readonly state: 'written' | 'unchanged' | 'changed' | 'kept' | 'gone';
  /**
   * What changes, as a patch, in which secrets are stars. Absent for captured records, and where nothing else changes.
   */
  readonly diff?: string;
  /** Why a file is gone. */
  readonly reason?: string;
}

/** Compares the text of a file with that on disk. Line ends that an editor or Git has changed are no difference. */
export function compareFile(folder: string, file: string, text: string): PulledFile {
  const path = join(folder, file);
  if (!existsSync(path)) return { file, state: 'written' };
  const before = readFileSync(path, 'utf8');
  if (before === text || before.replaceAll('\r\n', '\n') === text) return { file, state: 'unchanged' };
  if (file.startsWith('samples/')) return { file, state: 'changed' };
  if (/^scripts\/.*\.js$/.test(file))
    return { file, state: 'changed', diff: maskScriptSecrets(createDiff(file, before, text)) };
  const safe = maskFile(before);
  return { file, state: 'changed', ...(safe !== text && { diff: createDiff(file, safe, text) }) };
}

function createDiff(file: string, before: string, after: string): string {
  return createTwoFilesPatch(file, file, before, after, undefined, undefined, { context: 2 });
}

/** Somebody may have written a secret over the stars, and no difference shows it. */
function maskFile(text: string): string {
  try {
    return formatJson(maskSecrets(JSON.parse(text)).value);
  } catch {
    // It is no JSON: an edit or a merge has broken it.
    return maskText(text);
  }
}

/**
 * Lists the files of documents that are not pulled any more. Where a document that names others could not be read, only
 * those that the account does not have are listed: the others may still be named.
 */
export function listGone(folder: string, { unreadable, integration }: FetchedFlow, pulled: ReadonlySet<string>) {
  const statuses = new Map(unreadable.map(({ document, status }) => [document, status]));
  const isWhole = unreadable.every(({ document }) => !/^(?:exports|imports|connections)\//.test(document));
  const found = FOLDERS.flatMap((kind) =>
    globSync('*.json', { cwd: join(folder, kind) })
      .map((name) => `${kind}/${name}`)
      .filter((file) => !file.endsWith('.data.json') && !pulled.has(file))
      .sort(),
  );
  const gone = found.flatMap((file): PulledFile[] => {
    const document = file.slice(0, -'.json'.length);
    if (!statuses.has(document))
      return isWhole ? [{ file, state: 'gone', reason: 'no pulled document names it any more' }] : [];
    return statuses.get(document) === 404 ? [{ file, state: 'gone', reason: 'the account has it no more' }] : [];
  });
  const hasOld = !integration && existsSync(join(folder, 'integration.json'));
  const isReadable = ![...statuses.keys()].some((document) => document.startsWith('integrations/'));
  if (hasOld && isReadable)
    gone.push({ file: 'integration.json', state: 'gone', reason: 'the flow belongs to no integration any more' });
  return gone;
}
