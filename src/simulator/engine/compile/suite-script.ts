import type { Scope } from '../../scope/scope.ts';

/** The parts of a document whose hooks are functions of SuiteScript. */
const PARTS = ['netsuite', 'netsuite_da'] as const;

/** Refuses hooks that run within NetSuite: nothing here can stand in for them. */
export function refuseSuiteScript(document: Readonly<Record<string, unknown>>, scope: Scope): void {
  for (const part of PARTS) {
    for (const [hook, reference] of listHooks(document[part])) {
      const name = String(Object(reference).function);
      const own = scope.at(part, ...hook.split('.'));
      own.refuse(
        `found the SuiteScript function ${name}, expected none: it runs within NetSuite; remove it for a simulation`,
      );
    }
  }
}

/** Hooks stand in the part itself, or below its kind of export. */
function listHooks(part: unknown): [path: string, reference: unknown][] {
  const places: [string, unknown][] = [['', part], ...Object.entries(Object(part))];
  return places.flatMap(([place, within]) => {
    const path = place === '' ? 'hooks' : `${place}.hooks`;
    const hooks = Object.entries(Object(Object(within).hooks));
    return hooks
      .filter(([, one]) => Object(one).function)
      .map(([name, one]) => [`${path}.${name}`, one] as [string, unknown]);
  });
}
