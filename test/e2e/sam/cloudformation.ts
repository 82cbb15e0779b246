/** Evaluates the part of CloudFormation that this project's template uses: conditions and functions. */

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type Properties = { [key: string]: Json };

export interface Resource {
  readonly Type: string;
  readonly Properties: Properties;
  readonly UpdateReplacePolicy?: string;
}

export interface Template {
  readonly Parameters: Record<string, { Default: Json }>;
  readonly Conditions: Record<string, Json>;
  readonly Resources: Record<string, Resource & { Condition?: string }>;
  readonly Outputs: Record<string, { Value: Json; Condition?: string }>;
}

export interface Deployment {
  readonly resources: Record<string, Resource>;
  readonly outputs: Record<string, Json>;
}

const NOTHING = Symbol('AWS::NoValue');
type Resolved = Json | typeof NOTHING;

interface Stack {
  readonly template: Template;
  readonly parameters: Properties;
}

const PSEUDO: Record<string, Resolved> = {
  'AWS::AccountId': '123456789012',
  'AWS::Partition': 'aws',
  'AWS::NoValue': NOTHING,
  'AWS::Region': 'eu-west-1',
  'AWS::StackName': 'shop',
};

export const SECRET_KEY = 'the-secret-access-key';

/** The template's resources in region eu-west-1, as a stack named "shop". Throws for anything unknown. */
export function deploy(template: Template, parameters: Properties = {}): Deployment {
  const stack = { template, parameters };
  const wanted = <T extends { Condition?: string }>(all: Record<string, T>) =>
    Object.entries(all).filter(([, { Condition }]) => Condition === undefined || holds(stack, Condition));
  const resources = wanted(template.Resources).map(([name, one]) => [name, resolve(stack, one as unknown as Json)]);
  const outputs = wanted(template.Outputs).map(([name, { Value }]) => [name, resolve(stack, Value)]);
  return { resources: Object.fromEntries(resources), outputs: Object.fromEntries(outputs) };
}

function resolve(stack: Stack, value: Json): Resolved {
  if (Array.isArray(value)) return value.map((one) => resolve(stack, one)).filter((one) => one !== NOTHING);
  if (value === null || typeof value !== 'object') return value;
  const [[name, argument] = ['', null]] = Object.entries(value);
  if (INTRINSICS[name]) return INTRINSICS[name](stack, argument);
  if (name.startsWith('Fn::')) {
    throw new Error(`Template: found ${name}, expected one of ${Object.keys(INTRINSICS).join(', ')}`);
  }
  const entries = Object.entries(value).map(([key, one]) => [key, resolve(stack, one)]);
  return Object.fromEntries(entries.filter(([, one]) => one !== NOTHING));
}

const INTRINSICS: Record<string, (stack: Stack, argument: Json) => Resolved> = {
  Ref: (stack, name) => referTo(stack, String(name)),
  'Fn::GetAtt': (stack, path) => attributeOf(stack, Array.isArray(path) ? path.join('.') : String(path)),
  'Fn::Sub': (stack, argument) => {
    const [text, said = {}] = [argument].flat() as [string, Record<string, Json>?];
    return text.replace(/\$\{([^}]+)\}/g, (_, name: string) => {
      if (name in said) return String(resolve(stack, said[name] ?? null));
      return String(name.includes('.') ? attributeOf(stack, name) : referTo(stack, name));
    });
  },
  'Fn::Join': (stack, pair) => {
    const [separator, list] = resolve(stack, pair) as [string, Json[]];
    return list.join(separator);
  },
  'Fn::Split': (stack, pair) => {
    const [separator, text] = resolve(stack, pair) as [string, string];
    return text.split(separator);
  },
  'Fn::Select': (stack, pair) => {
    const [index, list] = resolve(stack, pair) as [number, Json[]];
    return list[index] ?? null;
  },
  'Fn::Equals': (stack, pair) => {
    const [one, other] = resolve(stack, pair) as Json[];
    return one === other;
  },
  'Fn::Not': (stack, list) => !(resolve(stack, list) as Json[])[0],
  'Fn::If': (stack, list) => {
    const [condition, yes, no] = list as [string, Json, Json];
    return resolve(stack, holds(stack, condition) ? yes : no);
  },
};

function holds(stack: Stack, condition: string): boolean {
  return resolve(stack, stack.template.Conditions[condition] ?? null) === true;
}

function referTo(stack: Stack, name: string): Resolved {
  const known = stack.parameters[name] ?? PSEUDO[name] ?? stack.template.Parameters[name]?.Default;
  if (known !== undefined) return known;
  const {
    Type,
    Properties: { FunctionName, LogGroupName, Name },
  } = resourceOf(stack, name);
  if (Type === 'AWS::Lambda::Alias') return `${arnOf(String(resolve(stack, FunctionName ?? null)))}:${Name}`;
  // A metric filter has the name of its log group, and not as its own.
  if (!NAMED.includes(Type)) return `the-${name}`;
  return resolve(stack, FunctionName ?? LogGroupName ?? `the-${name}`);
}

const NAMED = ['AWS::Lambda::Function', 'AWS::Logs::LogGroup'];

function arnOf(functionName: string): string {
  return `arn:aws:lambda:eu-west-1:123456789012:function:${functionName}`;
}

function attributeOf(stack: Stack, path: string): string {
  const [name = '', attribute] = path.split('.');
  const ownName = String(referTo(stack, name));
  const values: Record<string, string> = {
    'AWS::Lambda::Function.Arn': arnOf(ownName),
    'AWS::Lambda::Version.Version': '1',
    'AWS::S3::Bucket.Arn': `arn:aws:s3:::${ownName}`,
    'AWS::Logs::LogGroup.Arn': `arn:aws:logs:eu-west-1:123456789012:log-group:${ownName}:*`,
    'AWS::IAM::Role.Arn': `arn:aws:iam::123456789012:role/${ownName}`,
    'AWS::IAM::AccessKey.SecretAccessKey': SECRET_KEY,
    'AWS::Lambda::Url.FunctionUrl': `https://${ownName.toLowerCase()}.lambda-url.eu-west-1.on.aws/`,
  };
  const value = values[`${resourceOf(stack, name).Type}.${attribute}`];
  if (!value) throw new Error(`Template: found ${path}, expected one of ${Object.keys(values).join(', ')}`);
  return value;
}

function resourceOf({ template }: Stack, name: string): Resource {
  const found = template.Resources[name];
  if (!found) throw new Error(`Template: found a reference to ${name}, expected a parameter or a resource`);
  return found;
}
