import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readScript } from '../scripts/script-functions.ts';
import { splitMessage } from './split-message.ts';
import type { WiringContext, WiringLog } from './wiring-place.ts';

/** Checks the texts of scripts: their syntax, and what the platform is not known to run. */
export function checkScripts({ folder, placeOf }: WiringContext, log: WiringLog, base: string): void {
  for (const [id, { content }] of Object.entries(folder.scripts)) {
    const place = placeOf('scripts', id);
    const isBeside = existsSync(join(base, 'scripts', `${id}.js`));
    for (const { line, message, isError } of readScript(content ?? '').problems) {
      const rule = isError ? 'script-error' : 'script-problem';
      const [found, expected] = splitMessage(message);
      if (isBeside)
        log.add(rule, { document: place.document.replace(/\.json$/, '.js'), path: '', line }, found, expected);
      else place.at('content').note(rule, `${found} (line ${line} of the text)`, expected, place);
    }
  }
}
