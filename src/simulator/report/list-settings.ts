import type { FlowFolder } from '../flow/flow-folder.ts';
import type { Resolved } from '../flow/secrets.ts';
import { createMask } from './mask-settings.ts';
import type { RunSettingsOf } from './types.ts';

/** Lists the custom settings of a flow's documents, without secrets. */
export function listSettings(folder: FlowFolder, said: Resolved): readonly RunSettingsOf[] {
  const { integration, flow, exports, imports, connections, simulation } = folder;
  const mask = createMask(listHidden(folder, said));
  const of = (kind: RunSettingsOf['of'], document: Described | undefined): RunSettingsOf[] => {
    const { name, settings } = document ?? {};
    if (Object.keys(settings ?? {}).length === 0) return [];
    return [{ of: kind, ...(typeof name === 'string' && { name }), settings: mask(settings) }];
  };
  const ofAll = (kind: RunSettingsOf['of'], documents: Readonly<Record<string, Described>>) =>
    Object.entries(documents).flatMap(([id, { name, settings }]) => of(kind, { name: name ?? id, settings }));
  return [
    ...of('integration', integration),
    ...of('flow', flow),
    ...ofAll('export', exports),
    ...ofAll('import', imports),
    ...ofAll('connection', connections),
    ...of('simulation', { settings: simulation.settings }),
  ];
}

/** A document, as far as its settings go. */
interface Described {
  readonly name?: string | null | undefined;
  readonly settings?: object | null | undefined;
}

/** The values that connections have encrypted, or have from the environment, and the tokens of servers. */
function listHidden({ simulation }: FlowFolder, { connections, secrets }: Resolved): string[] {
  const values = Object.entries(simulation.connections).flatMap(([id, { unencrypted = {} }]) => {
    const own = connections.get(id);
    const fromEnvironment = Object.entries(unencrypted).filter(([, value]) => typeof Object(value).env === 'string');
    return [own?.encrypted, ...fromEnvironment.map(([name]) => own?.unencrypted[name])];
  });
  return [...secrets, ...listTexts(values)];
}

/** Lists the texts and numbers in a value, each as a text. */
function listTexts(value: unknown): string[] {
  if (typeof value === 'string' || typeof value === 'number') return value === '' ? [] : [String(value)];
  return Object.values(Object(value)).flatMap(listTexts);
}
