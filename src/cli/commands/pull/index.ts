import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { isPlatformError } from '../../../platform-api/error.ts';
import type { LookupEntry } from '../../../platform-api/lookup-caches.ts';
import { SHORTEST } from '../../../shared/text-redactor.ts';
import { writeWhole } from '../../../shared/write-whole.ts';
import { CliError } from '../../cli-error.ts';
import type { RunCommand } from '../../command.ts';
import { type AccountReader, openAccount } from './account-reader.ts';
import { chooseFolder } from './choose-folder.ts';
import { compareFile, listGone, type PulledFile } from './compare-files.ts';
import { type FetchedFlow, fetchFlow, type Unreadable } from './fetch-flow.ts';
import { type AccountRegion, type FlowAddress, parseFlowAddress } from './flow-address.ts';
import { STARS } from './mask-secrets.ts';
import { printPull } from './print-pull.ts';
import { type RenderedFiles, renderFiles } from './render-files.ts';
import { renderSimulation } from './render-simulation.ts';
import { type SampledExports, sampleExports } from './sample-exports.ts';

type Options = Parameters<RunCommand>[1];

const SIMULATION = 'simulation.yaml';

/**
 * `pull FLOW [DIR]`: writes the documents of a flow into a folder that `simulate` runs. Everything is fetched before
 * the first file is written. It ends with 1 if something could not be read.
 */
export const run: RunCommand = async ([flow = '', dir], options, io) => {
  const address = parseFlowAddress(flow);
  const limit = readLimit(options.sample);
  const token = readToken();
  const account = openAccount({ token, region: chooseRegion(address, options), baseUrl: readBaseUrl() });
  const fetched = await fetchFlow(account, address.id);
  const folder = chooseFolder(dir, address.id, fetched.flow.name);
  const lookups = options.lookupData === true ? await fetchLookupData(account, fetched) : NO_LOOKUPS;
  const sampled = limit === undefined ? NO_SAMPLES : await sampleExports(account, fetched, limit);
  const rendered = renderFiles(fetched, lookups.data);
  const texts = collectTexts(folder, fetched, rendered, sampled, token);
  const files = [...texts].map(([file, text]) => compareFile(folder, file, text));
  const dryRun = options.dryRun === true;
  if (!dryRun) writeFiles(folder, files, texts);
  if (existsSync(join(folder, SIMULATION)) && !texts.has(SIMULATION)) files.push({ file: SIMULATION, state: 'kept' });
  const unreadable = [...fetched.unreadable, ...lookups.unreadable, ...sampled.unreadable];
  const report = {
    flow: { _id: address.id, name: fetched.flow.name },
    from: account.place,
    folder,
    dryRun,
    files: [...files, ...listGone(folder, fetched, new Set(texts.keys()))],
    masked: Object.fromEntries(rendered.masked),
    scriptSecrets: rendered.scriptSecrets,
    unreadable,
    notes: [...listUnnamed(folder, sampled), ...listNotes(rendered, fetched, sampled, options)],
  };
  printPull(report, io);
  if (sampled.files.size > 0 && !dryRun) io.err(WARNING);
  return unreadable.length > 0 ? 1 : 0;
};

const WARNING =
  'samples/ holds data of your customers: Git ignores it (.gitignore); delete it when you do not need it any more';

/** @throws CliError for a number that the platform does not take */
function readLimit(sample: unknown): number | undefined {
  if (sample === undefined) return undefined;
  const limit = Number(sample);
  if (limit >= 1 && limit <= 100) return limit;
  throw new CliError('invalid_sample', `--sample: found ${sample}, expected a number of records from 1 to 100`, 2);
}

/** @throws CliError without a token; the message repeats nothing of it */
function readToken(): string {
  const token = (process.env.INTEGRATOR_IO_TOKEN ?? '').trim();
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  const found = token === '' ? 'nothing' : 'a text that is no token';
  throw new CliError(
    'no_token',
    `INTEGRATOR_IO_TOKEN: found ${found}, expected an API token of the account in this environment variable`,
    2,
  );
}

function readBaseUrl(): string | undefined {
  return process.env.INTEGRATOR_IO_API || undefined;
}

/** @throws CliError if the URL of the flow is in another region than the given one */
function chooseRegion({ region: found }: FlowAddress, { region }: Options): AccountRegion {
  if (region === undefined) return found ?? 'us';
  if (found === undefined || found === region) return region as AccountRegion;
  throw new CliError('wrong_region', `--region: found ${region}, expected ${found}, the region of the flow's URL`, 2);
}

interface LookupData {
  readonly data: ReadonlyMap<string, readonly LookupEntry[]>;
  readonly unreadable: readonly Unreadable[];
}

const NO_LOOKUPS: LookupData = { data: new Map(), unreadable: [] };
const NO_SAMPLES: SampledExports = { files: new Map(), notes: [], unreadable: [] };

async function fetchLookupData(account: AccountReader, { documents }: FetchedFlow): Promise<LookupData> {
  const data = new Map<string, readonly LookupEntry[]>();
  const unreadable: Unreadable[] = [];
  for (const id of documents.lookupcaches.keys()) {
    try {
      data.set(id, await account.getLookupData(id));
    } catch (thrown) {
      if (!isPlatformError(thrown)) throw thrown;
      unreadable.push({ document: `lookupcaches/${id} (data)`, status: thrown.status, message: thrown.message });
    }
  }
  return { data, unreadable };
}

/** Collects the texts of all files that belong to the pull. The flow comes first: it says whose folder that is. */
function collectTexts(
  folder: string,
  fetched: FetchedFlow,
  { files }: RenderedFiles,
  sampled: SampledExports,
  token: string,
): ReadonlyMap<string, string> {
  const texts = new Map(files);
  if (!existsSync(join(folder, SIMULATION))) texts.set(SIMULATION, renderStarter(folder, fetched, sampled));
  // Before the samples: no moment passes in which Git would take them.
  if (sampled.files.size > 0) texts.set('.gitignore', ignoreSamples(join(folder, '.gitignore')));
  for (const [file, text] of sampled.files) texts.set(file, text);
  if (token.length >= SHORTEST) for (const [file, text] of texts) texts.set(file, text.replaceAll(token, STARS));
  return texts;
}

function renderStarter(folder: string, fetched: FetchedFlow, { files }: SampledExports): string {
  const toPath = (target: string) => relative(resolve(folder), resolve(target)).split(sep).join('/');
  const samples = [...files.keys()].map((file) => [file.replace(/^samples\/|\.ndjson$/g, ''), file] as const);
  return renderSimulation(fetched, {
    schema: toPath('node_modules/integrator-extension-lambda/docs/simulation.schema.json'),
    module: toPath('src/index.ts'),
    samples: new Map(samples),
  });
}

function ignoreSamples(path: string): string {
  const before = existsSync(path) ? readFileSync(path, 'utf8') : '';
  if (/^\/?samples\/?\r?$/m.test(before)) return before;
  return `${before}${before === '' || before.endsWith('\n') ? '' : '\n'}samples/\n`;
}

function writeFiles(folder: string, files: readonly PulledFile[], texts: ReadonlyMap<string, string>): void {
  for (const { file, state } of files)
    if (state === 'written' || state === 'changed') writeWhole(join(folder, file), texts.get(file) ?? '');
}

/** Samples do nothing until `simulation.yaml` names them. */
function listUnnamed(folder: string, { files }: SampledExports): string[] {
  const path = join(folder, SIMULATION);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  return [...files.keys()]
    .filter((file) => text !== '' && !text.includes(file))
    .map((file) => `${file}: ${SIMULATION} does not name it; its export takes it with { records: ${file} }`);
}

function listNotes(
  { mocks }: RenderedFiles,
  { documents }: FetchedFlow,
  { notes }: SampledExports,
  { lookupData }: Options,
): string[] {
  const all = [...notes];
  if (mocks.length > 0)
    all.push(
      `mockOutput and mockResponse stay, because simulations use them; see that they hold no customers' data: ${mocks.join(', ')}`,
    );
  if (lookupData !== true && documents.lookupcaches.size > 0)
    all.push(`the data of lookup caches stays in the account; --lookup-data pulls it, and it may be customers' data`);
  return all;
}
