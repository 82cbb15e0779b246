// Prints the loaded files to stderr at the end of a process, for `--import`.
import { registerHooks } from 'node:module';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const loaded = [];

registerHooks({
  load(url, context, next) {
    if (url.startsWith('file:'))
      loaded.push(relative(fileURLToPath(new URL('../../..', import.meta.url)), fileURLToPath(url)));
    return next(url, context);
  },
});

process.on('exit', () => {
  for (const path of loaded) process.stderr.write(`loaded ${path}\n`);
});
