import { mkdirSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createFolder, runBuilt } from '../../cli/command-line.ts';

const flow = 'name: Orders\nextension: { module: own.mjs }\nexport: { records: [{ id: 1 }] }\nimport: { echo: true }\n';

const { folder, path } = createFolder({
  'own.mjs': 'export const f = ({ data }) => data.map((one) => ({ data: one }));',
  'flow.yaml': flow,
  'empty.json': '',
});
mkdirSync(path('folder'));
for (const name of ['latin.yaml', 'latin.json']) writeFileSync(path(name), Buffer.from('{"name":\n"Café"}', 'latin1'));

const NOTHING = 'found nothing, expected a file';
const FOLDER = 'found a folder, expected a file';
const LATIN = 'found bytes in line 2 that are no UTF-8, expected UTF-8';
const EVENTS = ['check', 'own.mjs', '--kind', 'f=preMap', '--events'];

describe('A file that cannot be read is told with what was found, and the exit code is 2:', () => {
  it.each([
    [['simulate', 'gone.yaml'], `invalid_flow  gone.yaml: ${NOTHING}`],
    [['simulate', 'gone.app.yaml'], `invalid_flow  gone.app.yaml: ${NOTHING}`],
    [['simulate', 'flow.yaml', '--compare', 'gone.json'], `invalid_baseline  --compare: gone.json: ${NOTHING}`],
    [['simulate', 'flow.yaml', '--compare', 'folder'], `invalid_baseline  --compare: folder: ${FOLDER}`],
    [
      ['simulate', 'flow.yaml', '--compare', 'empty.json'],
      'invalid_baseline  --compare: empty.json: found no JSON, expected a baseline (Unexpected end of JSON input)',
    ],
    [['simulate', 'latin.yaml'], `invalid_flow  latin.yaml:2:1: ${LATIN}`],
    [['simulate', 'flow.yaml', '--compare', 'latin.json'], `invalid_baseline  --compare: latin.json: ${LATIN}`],
    [['invoke', 'own.mjs', 'f', '--options', 'latin.json'], `no_file  --options: latin.json: ${LATIN}`],
    [[...EVENTS, 'latin.json'], `invalid_event  --events: latin.json: ${LATIN}`],
    [['types', 'latin.json'], `not_text  latin.json: ${LATIN}`],
    [['invoke', 'own.mjs', 'f', '--options', 'folder'], `no_file  --options: folder: ${FOLDER}`],
    [[...EVENTS, 'gone.json'], `invalid_event  --events: gone.json: ${NOTHING}`],
    [[...EVENTS, 'folder'], 'invalid_event  --events: folder: found no .json file, expected an event at least'],
    [['migrate', 'own.mjs'], `no_file  ${path('package.json')}: ${NOTHING}`],
  ])('%j', async (args, said) => {
    expect(await runBuilt(args, { cwd: folder })).toMatchObject({ code: 2, out: '', err: `${said}\n` });
  });
});

it('A recording whose bytes are no UTF-8 is told with their line, as other damaged ones are', async () => {
  expect(await runBuilt(['recordings', 'show', 'latin.json'], { cwd: folder })).toMatchObject({
    code: 1,
    err: `invalid_recording  latin.json: ${LATIN}\n`,
  });
});
