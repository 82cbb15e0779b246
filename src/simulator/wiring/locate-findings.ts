import { existsSync } from 'node:fs';
import { parseFile } from '../flow/document.ts';
import { FlowError, type FlowProblem } from '../flow/error.ts';
import { type LoadedFlow, splitPath } from '../flow/read-flow-file.ts';
import type { WiringFinding } from './wiring-finding.ts';

/** Adds lines to findings in the documents of a folder. Each document is read once, however many it has. */
export async function locateInFolder(findings: readonly WiringFinding[]): Promise<WiringFinding[]> {
  const found: WiringFinding[] = [];
  for (const [document, inside] of Map.groupBy(findings, (one) => one.document)) {
    const isOpen = inside.every(({ line }) => line === undefined) && existsSync(document);
    const places = isOpen ? await parseFile(document, document) : undefined;
    const keysOf = (path: string) => splitPath(path).map((key) => key.replaceAll('"', ''));
    for (const one of inside) found.push({ ...one, ...places?.findPlace(keysOf(one.path)) });
  }
  return found;
}

/** Adds lines to findings in a flow of the short form, and the name of its file. */
export async function locateInFile(
  findings: readonly WiringFinding[],
  { locate }: LoadedFlow,
  file: string,
): Promise<WiringFinding[]> {
  const { problems } = await locate(new FlowError(findings.map(({ path, found }) => ({ path, message: found }))));
  return findings.map((one, index) => {
    const { line, column } = problems[index] as FlowProblem;
    return { ...one, document: file, ...(line !== undefined && { line }), ...(column !== undefined && { column }) };
  });
}
