import { listReadFiles } from '../../../simulator/flow/demand-files.ts';
import { toFlowFolder } from '../../../simulator/flow/translate.ts';
import { loadFlow, type RunReport } from '../../../simulator/index.ts';
import { renderHtml } from '../../../simulator/report/html.ts';
import { chooseIsolation } from '../../isolation.ts';
import { demandFlow } from './demand-flow.ts';
import { EVENTS } from './server.ts';
import type { Watched } from './watch.ts';
import type { ReadFiles } from './watched-files.ts';

/** A flow that runs again after each save. */
export const watchedFlow: Watched<RunReport> = {
  listFiles: async (path, signal) => {
    demandFlow(path);
    const { flow } = await loadFlow(path, { isolation: chooseIsolation(), signal });
    const [modules, others]: [string[], string[]] = [[], []];
    for (const { setting, file } of listReadFiles(toFlowFolder(flow))) {
      (setting.endsWith('.module') ? modules : others).push(file);
    }
    return { modules, others } satisfies ReadFiles;
  },
  renderPage: (report, comparison) => renderHtml(report, { events: EVENTS, comparison }),
};
