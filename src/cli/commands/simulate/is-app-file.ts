import { readText } from '../../../shared/read-text.ts';
import { parseText } from '../../../simulator/flow/document.ts';

/** A text that begins a line with the key `app`, also in JSON. */
const LOOKS_LIKE_APP = /^[\s{]*["']?app["']?\s*:/m;

/** Whether a file is an app file: YAML or JSON with the top key `app`. A file that can't be read is none. */
export async function isAppFile(path: string): Promise<boolean> {
  if (!/\.(ya?ml|json)$/i.test(path)) return false;
  let text = '';
  try {
    text = readText(path);
    const { written } = await parseText(text, path);
    return Object.hasOwn(Object(written), 'app');
  } catch {
    return LOOKS_LIKE_APP.test(text);
  }
}
