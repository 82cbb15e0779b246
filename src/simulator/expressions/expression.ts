import type Handlebars from 'handlebars';
import { RecordFailure } from '../scope/record-failure.ts';
import type { Scope } from '../scope/scope.ts';
import type { Moment, TemplateTools } from './helper-host.ts';
import { findLeadingSpace } from './leading-space.ts';
import { readPath } from './lists.ts';
import { createRandomSeries } from './random-series.ts';
import { createRenderer } from './renderer.ts';
import { TemplateInspector } from './template-inspector.ts';

/** What an expression is compiled with, besides its place. */
export interface ExpressionSettings {
  /**
   * The lookups of the document by name: `{{lookup "name" value}}`. A lookup returns undefined for no hit without a
   * default, and may throw a `RecordFailure`.
   */
  readonly lookups?: ReadonlyMap<string, (value: unknown) => unknown>;
  /** The seed of `random`. Default: 1. */
  readonly seed?: number;
  /** The current time of `timestamp`, in milliseconds. Default: the clock of the machine. */
  readonly now?: () => number;
}

/** The compiler of expressions, with its libraries loaded. */
export interface Expressions {
  /**
   * Compiles a template without escaping, as mapper extracts and trace keys have it: `{{x}}` and `{{{x}}}` are both raw.
   * What the platform lacks or what cannot be simulated is refused by the scope. Rendering throws a `RecordFailure`
   * when a value does not fit a helper; a missing field is an empty text.
   */
  readonly compile: (template: string, scope: Scope, settings?: ExpressionSettings) => (context: object) => string;
}

let loading: Promise<Expressions> | undefined;

/** Loads the libraries of templates and dates, once: only flows with expressions pay for them. */
export function loadExpressions(): Promise<Expressions> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Expressions> {
  const [{ default: library }, { default: moment }] = await Promise.all([
    import('handlebars'),
    import('moment-timezone'),
  ]);
  return { compile: (template, scope, settings = {}) => compile(library, moment, template, scope, settings) };
}

function compile(
  library: typeof Handlebars,
  moment: Moment,
  template: string,
  scope: Scope,
  settings: ExpressionSettings,
): (context: object) => string {
  const program = parse(library, template, scope);
  if (program === undefined) return () => '';
  const tools: TemplateTools = {
    scope,
    moment,
    lookups: settings.lookups ?? new Map(),
    now: settings.now ?? Date.now,
    random: createRandomSeries(settings.seed ?? 1, template),
  };
  const inspector = new TemplateInspector(template, tools);
  inspector.inspect(program);
  if (inspector.isRefused) return () => '';
  const render = createRenderer(library, program, inspector, tools);
  const watches = inspector.fields.map((path) => ({ path, watch: scope.watch(path.join('.')) }));
  return (context) => {
    for (const { path, watch } of watches) if (!watch.isFound) watch.note(context, readPath(context, path));
    try {
      return render(context);
    } catch (thrown) {
      if (thrown instanceof RecordFailure) throw thrown;
      const shown = template.length > 60 ? `${template.slice(0, 60)}…` : template;
      throw new RecordFailure('mapping', 'expression_error', `${shown}: ${(thrown as Error).message}`);
    }
  };
}

/** Parses a template; it refuses what the platform does not read, and returns undefined then. */
function parse(library: typeof Handlebars, template: string, scope: Scope): hbs.AST.Program | undefined {
  try {
    const program = library.parse(template);
    const line = findLeadingSpace(template);
    if (line === undefined) return program;
    const expected = 'expected the name right after them: {{name}}';
    scope.refuse(`line ${line}: found white space right after opening braces, ${expected}`);
  } catch (thrown) {
    const rows = template.match(/\{\{\{?~?\*\.[^}]*\}*/)?.[0];
    scope.refuse(
      rows === undefined
        ? `found a template that cannot be read: ${shorten((thrown as Error).message)}`
        : `found ${rows}, which reads all rows and cannot be simulated; expected an extract such as *.name without braces`,
    );
  }
  return undefined;
}

/** Makes one line of a parser's message, without its list of tokens. */
function shorten(message: string): string {
  const [summary = '', near, , tokens] = message.split('\n');
  const what = tokens?.endsWith("got 'EOF'") ? ', expected the end of a block or of an expression' : '';
  return near === undefined ? summary : `${summary.replace(/:$/, '')}, near ${near}${what}`;
}
