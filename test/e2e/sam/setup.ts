import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pythonTools } from '../../../scripts/python-tools.ts';
import { root } from './tools.ts';

/** Installs the tools before a test's time limit begins, and builds the handlers. */
export default function setup(): void {
  pythonTools();
  for (const name of ['diy', 'connector']) {
    const bundle = join(root, 'dist', 'handlers', name, 'index.mjs');
    if (!existsSync(bundle)) throw new Error(`The SAM tests found no ${bundle}, expected there from \`npm run build\``);
  }
}
