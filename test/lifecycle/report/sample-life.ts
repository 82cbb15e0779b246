import { fileURLToPath } from 'node:url';
import type { LifeEventReport, LifeReport } from '../../../src/lifecycle/life-report.ts';
import { type LifeSettings, simulateApp } from '../../../src/lifecycle/simulate-app.ts';

/** Simulates the life of a sample of this repository: `diy` or `connector`. */
export function runSampleLife(name: 'diy' | 'connector', settings: LifeSettings = {}): Promise<LifeReport> {
  const file = fileURLToPath(new URL(`../../../handlers/${name}.app.yaml`, import.meta.url));
  return simulateApp(file, { env: {}, onLog: () => {}, ...settings });
}

/** A life in which one event was refused, one has failed, and rules were broken. */
export function spoilLife(report: LifeReport): LifeReport {
  const events = report.events.slice(0, 4).map((event, at): LifeEventReport => {
    if (at === 1) return { ...event, outcome: 'refused', message: "Orders can't be in XYZ." };
    if (at === 3)
      return { ...event, outcome: 'failed', message: 'fillForm failed: no room', place: 'src/form.ts:6:15' };
    return event;
  });
  return {
    ...report,
    ending: 'failed',
    reason: 'open settings: fillForm failed: no room',
    events,
    unreached: ['save settings', 'uninstall'],
    untried: [],
    broken: [
      {
        rule: 'form-fields',
        says: 'The fields of a form have ids and types that the platform knows, and offer their defaultValue',
        event: 4,
        call: events[3]?.calls[0]?.number ?? 1,
        function: 'fillForm',
        path: 'response.fieldMap.tax.type',
        message: 'found the type "tax", expected one that the platform knows',
        place: 'src/form.ts:6:15',
      },
      { rule: 'leftover', says: 'An uninstallation leaves nothing.', message: 'found the flow "Orders".' },
    ],
  };
}

/** A life whose events are those of another one, over and over. */
export function lengthenLife(report: LifeReport, count: number): LifeReport {
  const { events } = report;
  const long = Array.from({ length: count }, (_, at) => ({ ...events[at % events.length], number: at + 1 }));
  return { ...report, events: long as LifeEventReport[] };
}
