import { isNode, LineCounter, parseDocument } from 'yaml';

/** A parsed template. Short intrinsic functions are objects in it: `{ Ref: 'MemorySize' }`. */
export interface Template {
  readonly data: Readonly<Record<string, unknown>>;
  /** A position in the template: `template.yaml:12 Resources.Orders.Properties.Runtime`. */
  readonly at: (keys: readonly (string | number)[]) => string;
}

/** A function that a template deploys, with the defaults of the template's Globals. */
export interface DeployedFunction {
  readonly id: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** Whether SAM builds it itself, from sources. */
  readonly isBuiltBySam: boolean;
}

const INTRINSICS = ['Ref', 'Sub', 'GetAtt', 'ImportValue', 'Condition', 'Base64', 'GetAZs', 'Transform'];

/**
 * Reads a template of SAM or CloudFormation, in YAML or JSON.
 * @throws Error with the position of a syntax error
 */
export function readTemplate(path: string, text: string): Template {
  const lines = new LineCounter();
  const customTags = INTRINSICS.map((name) => ({ tag: `!${name}`, resolve: (value: string) => ({ [name]: value }) }));
  const document = parseDocument(text, { lineCounter: lines, customTags, merge: true, logLevel: 'silent' });
  const [error] = document.errors;
  if (error) throw new Error(`${path}: ${error.message}`);
  const at = (keys: readonly (string | number)[]): string => {
    const node = document.getIn(keys, true);
    const line = isNode(node) && node.range ? `:${lines.linePos(node.range[0]).line}` : '';
    return `${path}${line} ${keys.join('.')}`;
  };
  return { data: Object(document.toJS()), at };
}

/** The types of resources that are functions: SAM’s own, and CloudFormation’s. */
export const FUNCTION_TYPES = ['AWS::Serverless::Function', 'AWS::Lambda::Function'] as const;

export function functionsIn({ data }: Template): DeployedFunction[] {
  const globals = Object(Object(data.Globals).Function);
  return Object.entries(Object(data.Resources)).flatMap(([id, resource]) => {
    const { Type, Properties, Metadata } = Object(resource);
    const isBuiltBySam = Boolean(Object(Metadata).BuildMethod);
    const [ofSam, plain] = FUNCTION_TYPES;
    if (Type === ofSam) return { id, properties: { ...globals, ...Properties }, isBuiltBySam };
    return Type === plain ? { id, properties: Object(Properties), isBuiltBySam } : [];
  });
}

/** The place of a function's property: at the function, or in Globals. */
export function formatPosition({ data }: Template, { id }: DeployedFunction, name: string): string[] {
  const own = ['Resources', id, 'Properties'];
  const isOwn = Object.hasOwn(Object(Object(Object(data.Resources)[id]).Properties), name);
  const isGlobal = Object.hasOwn(Object(Object(data.Globals).Function), name);
  return isOwn || !isGlobal ? [...own, name] : ['Globals', 'Function', name];
}

/** A text in a template; for a parameter, its default. */
export function textIn({ data }: Template, value: unknown): string | undefined {
  const { Ref: parameter } = Object(value);
  const said = parameter === undefined ? value : Object(Object(data.Parameters)[parameter]).Default;
  return typeof said === 'string' ? said : undefined;
}
