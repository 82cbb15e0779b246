import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listWrittenFiles } from '../../../src/simulator/flow/demand-files.ts';
import { loadFlow } from '../../../src/simulator/flow/load.ts';
import { flowSchema } from '../../../src/simulator/flow/schema.ts';
import { toFlowFolder } from '../../../src/simulator/flow/translate.ts';
import { folderWith } from '../folder.ts';

const written = flowSchema.parse({
  name: 'orders',
  extension: { module: 'a.mjs' },
  export: { wrapper: 'get', configuration: { a: 1 } },
  lookup: { wrapper: 'find', configuration: { b: 2 } },
  import: { file: 'out.csv', hooks: { preMap: 'tidy' } },
});

describe('a flow in the short form', () => {
  it('is the same model as a folder of documents', () => {
    const folder = toFlowFolder(written);
    expect(folder).toMatchObject({ isShort: true, flow: { name: 'orders' } });
    expect(Object.values(folder.exports).map(({ wrapper }) => wrapper)).toEqual([
      { function: 'get', configuration: { a: 1 } },
      { function: 'find', configuration: { b: 2 } },
    ]);
    expect(toFlowFolder(folder)).toBe(folder);
  });

  it('names the file that it writes by its own setting', () => {
    expect(listWrittenFiles(toFlowFolder(written))).toEqual([{ setting: 'import.file', file: 'out.csv' }]);
  });

  it('is refused with a file whose format nobody knows', async () => {
    const text = 'name: x\nextension: { module: a.mjs }\nexport: { file: in.txt }\nimport: { echo: true }\n';
    const file = join(folderWith({ 'flow.yaml': text }), 'flow.yaml');
    await expect(loadFlow(file)).rejects.toThrow(
      'export.file: expected an ending of .json, .ndjson, .jsonl, .csv, or format',
    );
  });
});
