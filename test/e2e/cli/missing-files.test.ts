import { mkdirSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createFolder, runBuilt } from '../../cli/command-line.ts';

const flow = 'name: Orders\nextension: { module: own.mjs }\nexport: { records: [{ id: 1 }] }\nimport: { echo: true }\n';

const { folder, path } = createFolder({
  'own.mjs': 'export const f = ({ data }) => data.map((one) => ({ data: one }));',
  'flow.yaml': flow,
  'empty.json': '',
  'records.json': '[{"id":1}]',
});
for (const name of ['folder', 'folder.json']) mkdirSync(path(name));
for (const name of ['latin.yaml', 'latin.json']) writeFileSync(path(name), Buffer.from('{"name":\n"Café"}', 'latin1'));

const NOTHING = 'found nothing, expected a file';
const NO_FLOW = 'found nothing, expected the file of a flow or an app';
const NO_FLOW_JSON = 'found a folder without flow.json, expected the folder of a flow, or the path of a file';
const FOLDER = 'found a folder, expected a file';
const LATIN = 'found bytes in line 2 that are no UTF-8, expected UTF-8';
const EVENTS = ['check', 'own.mjs', '--kind', 'f=preMap', '--events'];

describe('A file that cannot be read is told with what was found, and the exit code is 2:', () => {
  it.each([
    [['simulate', 'gone.yaml'], `no_flow  gone.yaml: ${NO_FLOW}`],
    [['simulate', 'gone.app.yaml'], `no_flow  gone.app.yaml: ${NO_FLOW}`],
    [['simulate', 'gone.mjs'], `no_flow  gone.mjs: ${NO_FLOW}`],
    [['simulate', 'folder'], `no_flow  folder: ${NO_FLOW_JSON}`],
    [['check', 'gone.yaml'], `no_flow  gone.yaml: ${NO_FLOW}`],
    [['check', 'gone.app.yaml'], `no_flow  gone.app.yaml: ${NO_FLOW}`],
    [['check', 'folder'], `no_flow  folder: ${NO_FLOW_JSON}`],
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
    [['types', 'gone.json'], `no_file  gone.json: ${NOTHING}`],
    [['types', 'gone.csv'], `no_file  gone.csv: ${NOTHING}`],
    [['types', 'folder.json'], `no_file  folder.json: ${FOLDER}`],
    [['types', 'records.json', '--check', 'folder'], `no_file  --check: folder: ${FOLDER}`],
    [['event', '--from', 'gone.json'], `no_file  --from: gone.json: ${NOTHING}`],
    [['event', '--from', 'folder'], `no_file  --from: folder: ${FOLDER}`],
    [['recordings', 'show', 'gone.json'], `no_file  gone.json: ${NOTHING}`],
    [['recordings', 'show', 'folder.json'], `no_file  folder.json: ${FOLDER}`],
    [['recordings', 'show', 'latin.json'], `invalid_recording  latin.json: ${LATIN}`],
    [['recordings', 'list', 'records.json'], 'no_folder  records.json: found a file, expected a folder'],
    [['recordings', 'pull', '.', 'records.json'], 'no_folder  records.json: found a file, expected a folder'],
    [['doctor', 'gone'], 'no_folder  gone: found nothing, expected a folder'],
    [
      ['doctor', 'records.json'],
      'no_folder  records.json: found a file, expected a folder; --template names a template',
    ],
    [['doctor', 'records.json', '--template', 'a.yaml'], 'no_folder  records.json: found a file, expected a folder'],
    [['doctor', '--template', 'gone.yaml'], `no_file  --template: gone.yaml: ${NOTHING}`],
    [['doctor', '--template', 'folder'], `no_file  --template: folder: ${FOLDER}`],
    [['invoke', 'own.mjs', 'f', '--options', 'gone.json'], `no_file  --options: gone.json: ${NOTHING}`],
    [['invoke', 'own.mjs', 'f', '--options', 'sub/gone'], `no_file  --options: sub/gone: ${NOTHING}`],
    [['invoke', 'own.mjs', 'f', '--state', 'gone.json'], `no_file  --state: gone.json: ${NOTHING}`],
    [['invoke', 'own.mjs', 'f', '--options', 'folder'], `no_file  --options: folder: ${FOLDER}`],
    [[...EVENTS, 'gone.json'], `invalid_event  --events: gone.json: ${NOTHING}`],
    [[...EVENTS, 'folder'], 'invalid_event  --events: folder: found no .json file, expected an event at least'],
    [['migrate', 'own.mjs'], `no_file  ${path('package.json')}: ${NOTHING}`],
  ])('%j', async (args, said) => {
    expect(await runBuilt(args, { cwd: folder })).toMatchObject({ code: 2, out: '', err: `${said}\n` });
  });
});

it.each(['check', 'simulate'])('%s --json names a flow that is not there by the same code', async (command) => {
  const { code, out } = await runBuilt([command, 'gone.yaml', '--json'], { cwd: folder });
  expect({ code, out: JSON.parse(out) }).toEqual({
    code: 2,
    out: { errors: [{ code: 'no_flow', message: `gone.yaml: ${NO_FLOW}` }] },
  });
});
