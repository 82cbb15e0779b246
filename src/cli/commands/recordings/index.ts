import { readRecording } from '../../../recording/read-recording.ts';
import { openRecordingFolder, RECORDINGS_FOLDER } from '../../../recording/recording-folder.ts';
import { suggest } from '../../../shared/nearest.ts';
import { CliError } from '../../cli-error.ts';
import type { CommandIo, RunCommand } from '../../command.ts';
import { demandReadable } from '../../demand-readable.ts';
import type { S3Access } from './bucket.ts';
import { chooseRecordings, formatNoMatch, type RecordingFilter } from './choose.ts';
import { printList } from './print-list.ts';
import { printRecording } from './print-recording.ts';
import { demandNoFile, openSource } from './source.ts';

/** What `recordings` is asked with beside its arguments. */
type Options = RecordingFilter & S3Access;

type Action = (args: readonly string[], options: Options, io: CommandIo) => Promise<number>;

/** How many recordings `list` shows, if it is not told. */
const SHOWN = 50;

const actions: Readonly<Record<string, Action>> = {
  async list([place = RECORDINGS_FOLDER], options, io) {
    const source = await openSource(place, options);
    const chosen = await chooseRecordings(source, place, { ...options, last: options.last ?? SHOWN });
    printList(chosen, options, io);
    return chosen.damaged.length > 0 ? 2 : 0;
  },

  async show([name, place = RECORDINGS_FOLDER], options, io) {
    if (name === undefined) throw new CliError('wrong_usage', 'show: found no id, expected that of a recording', 2);
    printRecording(await readNamed(name, place, options), io);
    return 0;
  },

  async pull([place, folder = RECORDINGS_FOLDER], options, io) {
    if (!place) throw new CliError('wrong_usage', 'pull: found no place, expected s3://BUCKET/PREFIX or a folder', 2);
    const chosen = await chooseRecordings(await openSource(place, options), place, options);
    const { recordings, damaged } = chosen;
    demandNoFile(folder);
    const { save, list } = openRecordingFolder(folder, { count: Infinity, bytes: Infinity });
    const before = new Set(list().map(({ id }) => id));
    const added = recordings.filter(({ id }) => !before.has(id));
    added.forEach(save);
    for (const message of damaged) io.err(`invalid_recording  ${message}`);
    if (recordings.length === 0 && damaged.length === 0)
      throw new CliError('no_recordings', `${place}: ${formatNoMatch(chosen, options)}`);
    if (io.json) io.out(JSON.stringify({ added: added.map(({ id }) => id), known: recordings.length - added.length }));
    else io.out(`${folder}: ${added.length} added, ${recordings.length - added.length} there already`);
    return damaged.length > 0 ? 2 : 0;
  },
};

/** Lists, shows and fetches recordings. Damaged ones make the exit code 2; the others are taken all the same. */
export const run: RunCommand = async ([name = '', ...args], options, io) => {
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (action) return action(args, options as Options, io);
  const names = Object.keys(actions);
  throw new CliError('wrong_usage', `found ${name}, expected one of ${names.join(', ')}${suggest(name, names)}`, 2);
};

/** Reads a recording by the path of its file, or by its id or the start of it. */
async function readNamed(name: string, place: string, options: Options) {
  if (/[\\/]|\.json$/.test(name)) {
    return demandReadable(name, () => readRecording(name));
  }
  const source = await openSource(place, options);
  const ids = await source.list();
  const found = ids.includes(name) ? [name] : ids.filter((id) => id.startsWith(name));
  const [only] = found;
  if (only !== undefined && found.length === 1) return source.read(only);
  const last = ids.length > 0 ? `; the last of ${ids.length} is ${ids.at(-1)}` : '';
  throw new CliError(
    'no_recordings',
    `${place}: found ${found.length} recordings with the id ${name}, expected one${last}`,
    2,
  );
}
