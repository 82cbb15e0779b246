import type Handlebars from 'handlebars';
import type { RunHelper } from './helper.ts';
import type { TemplateTools } from './helper-host.ts';
import { knownHelpers } from './known-helpers.ts';
import { createPrinters } from './printed-value.ts';
import type { TemplateInspector } from './template-inspector.ts';

// The library's own helpers, with the one that each of them calls.
const CALLED = new Map([
  ['unless', 'if'],
  ['blockHelperMissing', 'each'],
]);

/** Compiles an inspected tree. What it renders of a context are its own properties only. */
export function createRenderer(
  library: typeof Handlebars,
  program: hbs.AST.Program,
  { hosts, printers, hasSections }: TemplateInspector,
  tools: TemplateTools,
): (context: object) => string {
  const called = new Set([...hosts.keys(), ...printers]);
  const needed = new Set(hasSections ? [...called, 'blockHelperMissing'] : called);
  for (const name of needed) needed.add(CALLED.get(name) ?? name);
  const environment = library.create();
  const own = Object.keys(environment.helpers);
  // The library copies all helpers of its environment for each record, so it gets those of this template only.
  for (const name of own) if (!needed.has(name)) environment.unregisterHelper(name);
  for (const [name, host] of hosts) {
    const run = knownHelpers.get(name)?.create?.(host);
    if (run !== undefined) environment.registerHelper(name, adapt(run));
  }
  for (const [name, print] of Object.entries(createPrinters(tools))) {
    if (printers.has(name)) environment.registerHelper(name, print);
  }
  const render = environment.compile(program, {
    noEscape: true,
    knownHelpersOnly: true,
    // A name that is no helper here is a field, even where the library has a helper of that name.
    knownHelpers: Object.fromEntries([...own, ...called].map((name) => [name, called.has(name)])) as KnownHelpers,
  });
  const access = { allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: false };
  return (context) => render(context, access);
}

/** The library gives the context as `this`, and the options as the last value. */
function adapt(run: RunHelper): Handlebars.HelperDelegate {
  return function (this: unknown, ...values: unknown[]) {
    const options = values.pop() as Handlebars.HelperOptions;
    return run(values, options, this);
  };
}
