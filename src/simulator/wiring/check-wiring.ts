import { type FlowLoading, loadFlow } from '../flow/load.ts';
import { toFlowFolder } from '../flow/translate.ts';
import { addCompiled, compileUnrun } from './check-compiled.ts';
import { checkConnections } from './check-connections.ts';
import { checkDocuments } from './check-documents.ts';
import { checkFields } from './check-fields.ts';
import { checkFunctions, type UncheckedStack } from './check-functions.ts';
import { checkIds } from './check-ids.ts';
import { checkRouters } from './check-routers.ts';
import { checkScripts } from './check-scripts.ts';
import { checkSettings } from './check-settings.ts';
import { checkSteps } from './check-steps.ts';
import { locateInFile, locateInFolder } from './locate-findings.ts';
import type { WiringFinding } from './wiring-finding.ts';
import { WiringLog } from './wiring-place.ts';

/** The result of holding the documents and modules of a flow to each other. */
export interface WiringReport {
  /** Errors first; then by document and line. */
  readonly findings: readonly WiringFinding[];
  readonly unchecked: readonly UncheckedStack[];
}

/**
 * Holds the documents and modules of a flow to each other, without running anything: what the platform would drop,
 * ignore or fail without a word. Modules are loaded, and their functions are not called.
 * @param path a folder of documents, or a file in the short form
 * @param loading how a flow that is a module is loaded
 * @throws FlowError for documents that cannot be read
 */
export async function checkWiring(path: string, loading?: FlowLoading): Promise<WiringReport> {
  const loaded = await loadFlow(path, loading);
  const folder = toFlowFolder(loaded.flow);
  const log = new WiringLog();
  const context = log.contextOf(folder);
  checkSteps(context);
  checkRouters(context);
  checkDocuments(context);
  checkFields(context);
  checkIds(context);
  checkConnections(context);
  checkSettings(context, loaded.base);
  checkScripts(context, log, loaded.base);
  const compiled = await compileUnrun(folder, loaded.base);
  addCompiled(context, log, compiled.findings);
  const unchecked = await checkFunctions(context, log, compiled, loaded.base);
  const located = folder.isShort ? await locateInFile(log.findings, loaded, path) : await locateInFolder(log.findings);
  return { findings: located.toSorted(compareFindings), unchecked };
}

function compareFindings(one: WiringFinding, other: WiringFinding): number {
  if (one.level !== other.level) return one.level === 'error' ? -1 : 1;
  return one.document.localeCompare(other.document) || (one.line ?? 0) - (other.line ?? 0);
}
