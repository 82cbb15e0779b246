import { readText } from '../../../shared/read-text.ts';
import { parseText } from '../../../simulator/flow/document.ts';

/** Whether a file is an app file: YAML or JSON with the top key `app`. What can't be read is no app file. */
export async function isAppFile(path: string): Promise<boolean> {
  if (!/\.(ya?ml|json)$/i.test(path)) return false;
  try {
    const { written } = await parseText(readText(path), path);
    return Object.hasOwn(Object(written), 'app');
  } catch {
    return false;
  }
}
