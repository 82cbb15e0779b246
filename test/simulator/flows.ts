import type { FlowInput, RunReport, Simulation } from '../../src/simulator/index.ts';
import { simulate } from '../../src/simulator/index.ts';
import { createFolder } from '../cli/command-line.ts';

type Export = Partial<FlowInput['export']>;
type Import = Partial<FlowInput['import']>;
type More = Partial<Omit<FlowInput, 'export' | 'import' | 'extension'>>;

/**
 * The parts of a flow that differ from most tests: five numbered records, two on a page, and an import that accepts
 * all.
 */
export interface Given extends More {
  readonly module: string;
  readonly extension?: Partial<FlowInput['extension']>;
  readonly export?: Export;
  readonly import?: Import;
}

export const records = [1, 2, 3, 4, 5].map((id) => ({ id }));

/** A flow for tests. */
export function flowOf({ module, extension, export: source, import: destination, ...more }: Given): FlowInput {
  const isOwn = source?.wrapper !== undefined || source?.file !== undefined;
  const imports = destination?.wrapper !== undefined || destination?.file !== undefined;
  return {
    name: 'numbers',
    extension: { module, ...extension },
    export: { ...(!isOwn && { records }), pageSize: 2, ...source },
    import: { ...(!imports && { echo: true }), ...destination },
    ...more,
  };
}

export function run(given: Given, settings?: Simulation): Promise<RunReport> {
  return simulate(flowOf(given), settings);
}

let count = 0;

/** Makes a module of some code, in the folder of a test file. */
export function createModules() {
  const { write, path } = createFolder();
  const module = (code: string): string => {
    count += 1;
    return write(`functions-${count}.mjs`, code);
  };
  return { module, path, write };
}

/** The report of a stage. */
export function stageOf(report: RunReport, name: string) {
  const { input, output, ignored, errors, calls } = report.stages.find((stage) => stage.name === name) ?? {};
  return { calls, input, output, ignored, errors };
}
