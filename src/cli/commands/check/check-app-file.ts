import { type AppInspection, inspectAppFile } from '../../../lifecycle/inspect-app-file.ts';
import { type LoadedApp, loadApp } from '../../../lifecycle/load-app.ts';
import { AppFileError } from '../../../simulator/index.ts';
import { CliError } from '../../cli-error.ts';
import { paint } from '../../colors.ts';
import type { CommandIo, RunCommand } from '../../command.ts';
import { refuseModule } from '../simulate/refuse-module.ts';
import { refuseForModules } from './refuse-for-modules.ts';

/** `check APP`: holds an app file to its module, and simulates nothing. */
export const checkAppFile: RunCommand = async ([path = '', ...names], options, io) => {
  refuseForModules(path, names, options, 'an app file');
  const loaded = await load(path);
  if (options.local === true) refuseModule(path, loaded);
  const inspection = await inspectAppFile(loaded);
  const { problems, ...rest } = inspection;
  if (io.json) io.out(JSON.stringify({ app: path, findings: problems, ...rest }));
  else for (const line of renderInspection(path, inspection, io)) io.out(line);
  return problems.length > 0 ? 1 : 0;
};

async function load(path: string): Promise<LoadedApp> {
  try {
    return await loadApp(path);
  } catch (thrown) {
    throw thrown instanceof AppFileError ? new CliError('invalid_app', thrown.message, 2) : thrown;
  }
}

function* renderInspection(path: string, { problems, unchecked }: AppInspection, io: CommandIo): Generator<string> {
  const { length } = problems;
  if (length > 0) yield* [new AppFileError(problems, path).message, ''];
  if (unchecked !== undefined) yield paint(io, 'yellow', `the functions were not checked: ${unchecked}`);
  const found = `${length} error${length === 1 ? '' : 's'}`;
  yield `${path}  ${length > 0 ? paint(io, 'red', found) : paint(io, 'green', 'nothing found')}`;
}
