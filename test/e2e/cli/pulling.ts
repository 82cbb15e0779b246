import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, onTestFinished } from 'vitest';
import { runHere } from '../../cli/command-line.ts';

/** Makes a folder that each test pulls into; it is not there yet, and gone after the test. */
export function createPulling(name = 'flow') {
  let folder = '';
  beforeEach(() => {
    const parent = mkdtempSync(join(tmpdir(), 'pull-'));
    folder = join(parent, name);
    onTestFinished(() => rmSync(parent, { recursive: true }));
  });
  const path = (...parts: string[]) => join(folder, ...parts);
  const read = (file: string) => readFileSync(path(file), 'utf8');
  const files = () =>
    globSync('**/*.*', { cwd: folder })
      .map((file) => file.replaceAll('\\', '/'))
      .sort();
  const contents = () => Object.fromEntries(files().map((file) => [file, read(file)]));

  /** Pulls with `--json`, and reads its report. */
  const pull = async (flow: string, ...options: string[]) => {
    const { code, out, err } = await runHere(['pull', flow, folder, '--json', ...options]);
    const { files: pulled = [], ...report } = JSON.parse(out);
    const states: Record<string, string> = Object.fromEntries(
      pulled.map(({ file, state }: { file: string; state: string }) => [file, state]),
    );
    return { code, err, states, files: pulled, ...report };
  };
  return { path, read, files, contents, pull };
}
