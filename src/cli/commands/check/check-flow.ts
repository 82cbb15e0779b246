import { toFlowFolder } from '../../../simulator/flow/translate.ts';
import { loadFlow } from '../../../simulator/index.ts';
import { checkWiring, type WiringReport } from '../../../simulator/wiring/check-wiring.ts';
import type { WiringFinding } from '../../../simulator/wiring/wiring-finding.ts';
import { paint } from '../../colors.ts';
import type { CommandIo, RunCommand } from '../../command.ts';
import { chooseIsolation } from '../../isolation.ts';
import { demandFlow, nameFlowError } from '../simulate/demand-flow.ts';
import { refuseFiles } from '../simulate/refuse-flow.ts';
import { refuseForModules } from './refuse-for-modules.ts';

/** `check FLOW`: holds the documents and modules of a flow to each other, and runs nothing. */
export const checkFlow: RunCommand = async ([path = '', ...names], options, io) => {
  refuseForModules(path, names, options, 'a flow');
  const report = await readReport(path, options.local === true);
  if (io.json) io.out(JSON.stringify({ flow: path, ...report }));
  else for (const line of renderLines(path, report, io)) io.out(line);
  const isFault = ({ level }: WiringFinding) => level === 'error' || options.strict === true;
  const isUnchecked = options.strict === true && report.unchecked.length > 0;
  return isUnchecked || report.findings.some(isFault) ? 1 : 0;
};

async function readReport(path: string, isLocal: boolean): Promise<WiringReport> {
  demandFlow(path);
  try {
    if (isLocal) await refuseOthers(path);
    return await checkWiring(path, { isolation: chooseIsolation() });
  } catch (thrown) {
    throw nameFlowError(thrown);
  }
}

/** @throws CliError for a flow with files outside of the current folder */
async function refuseOthers(path: string): Promise<void> {
  const { flow, base } = await loadFlow(path, { isolation: chooseIsolation() });
  refuseFiles(path, toFlowFolder(flow), base);
}

function* renderLines(path: string, { findings, unchecked }: WiringReport, io: CommandIo): Generator<string> {
  const [errors, warnings] = (['error', 'warning'] as const).map((level) =>
    findings.filter((one) => one.level === level),
  );
  const counts = [...countLine(errors, 'error', 'red', io), ...countLine(warnings, 'warning', 'yellow', io)];
  for (const one of findings) yield formatFinding(one);
  if (findings.length > 0) yield '';
  for (const { stack, reason } of unchecked)
    yield paint(io, 'yellow', `the functions of the stack ${stack} were not checked: ${reason}`);
  yield `${path}  ${counts.join(', ') || paint(io, 'green', 'nothing found')}`;
}

function countLine(
  { length }: readonly unknown[] = [],
  what: string,
  colour: 'red' | 'yellow',
  io: CommandIo,
): string[] {
  return length === 0 ? [] : [paint(io, colour, `${length} ${what}${length === 1 ? '' : 's'}`)];
}

/** `flow.json:12:7: pageProcessors[0].hooks.preMap: found …, expected …; the platform drops it without a word`. */
function formatFinding({ document, line, column, path, found, expected, consequence, level }: WiringFinding): string {
  const place = [document, line, column].filter((part) => part !== undefined).join(':');
  const said = expected ? `found ${found}, expected ${expected}` : found;
  const sentence = consequence.replace(/\.$/, '');
  const then = said.endsWith('?') ? ` ${sentence}` : `; ${sentence.slice(0, 1).toLowerCase()}${sentence.slice(1)}`;
  const parts = [place, ...(level === 'warning' ? ['warning'] : []), path, `${said}${then}`];
  return parts.filter((part) => part !== '').join(': ');
}
