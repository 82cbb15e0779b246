import type { AppDescription } from './app-file.ts';
import type { LifeEvent } from './life-event.ts';

/** Makes the script of an app's whole life: every event that the app has functions or values for. */
export function createScript(app: AppDescription): LifeEvent[] {
  const { functions, settings, refresh, versions } = app;
  const children = app.children ?? (functions.initChild === undefined ? [] : [{}]);
  return [
    { name: 'install' },
    ...app.installSteps.flatMap(({ type }): LifeEvent[] => {
      if (type === 'form') return [{ name: 'submit form' }];
      return type === 'connection' ? [{ name: 'connect' }] : [];
    }),
    { name: 'open settings' },
    ...(settings ? [{ name: 'save settings' } as const, { name: 'open settings' } as const] : []),
    ...refresh.map((text, at): LifeEvent => ({ name: 'refresh metadata', text, path: ['app', 'refresh', at] })),
    ...(functions.getMappingMetadata === undefined ? [] : [{ name: 'open mappings' } as const]),
    ...children.map((values, at): LifeEvent => ({ name: 'add child', values, path: ['app', 'children', at] })),
    ...versions.map((text): LifeEvent => ({ name: 'update to', text })),
    ...changeEditions(app.editions),
    { name: 'uninstall' },
  ];
}

/** Through all editions and back again: the life ends with the edition that it began with. */
function changeEditions(editions: readonly string[]): LifeEvent[] {
  const [, ...further] = editions;
  const back = editions.slice(0, -1).toReversed();
  return [...further, ...back].map((text) => ({ name: 'change edition', text }));
}
