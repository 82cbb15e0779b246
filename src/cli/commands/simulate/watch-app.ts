import { resolve } from 'node:path';
import { loadApp } from '../../../lifecycle/load-app.ts';
import { renderLifeHtml } from '../../../lifecycle/report/html.ts';
import type { LifeReport } from '../../../simulator/index.ts';
import { EVENTS } from './server.ts';
import type { Watched } from './watch.ts';

/** An app whose life is lived again after each save. */
export const watchedApp: Watched<LifeReport> = {
  listFiles: async (path) => {
    const { file, base } = await loadApp(path);
    const { module } = file.app;
    return { modules: module === undefined ? [] : [resolve(base, module)], others: [] };
  },
  renderPage: (report, comparison) => renderLifeHtml(report, { events: EVENTS, comparison }),
};
