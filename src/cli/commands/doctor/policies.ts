import type { DoctorFinding } from './finding.ts';
import type { Template } from './template.ts';

type Path = readonly (string | number)[];

/** IAM allows these actions on all resources or none: a policy cannot name narrower ones. */
const UNSCOPED =
  /^(xray:Put\w+|ec2:\w*NetworkInterfaces?|ec2:Describe\w+|cloudwatch:PutMetricData|sts:GetCallerIdentity)$/;

/** AWS's managed policies that allow everything, or invoking every function of the account. */
const TOO_WIDE = /(^|\/)(AdministratorAccess|PowerUserAccess|AWSLambda_FullAccess|AWSLambdaRole|IAMFullAccess)$/;

/** Finds permissions of a template that cover every resource. */
export function examinePolicies(template: Template): DoctorFinding[] {
  const findings = [...tooWide(template, template.data, [])];
  if (findings.length > 0) return findings;
  const [where = ''] = template.at([]).split(' ');
  return [
    { severity: 'ok', what: 'policies', where, found: 'nothing allowed on *', expected: 'resources by their ARN' },
  ];
}

function* tooWide(template: Template, value: unknown, path: Path): Generator<DoctorFinding> {
  if (typeof value === 'string' && TOO_WIDE.test(value)) {
    yield { ...problem, where: template.at(path), found: value, expected: 'a policy for the one function' };
  }
  if (typeof value !== 'object' || value === null) return;
  const { Effect, Action = [], Resource } = value as Readonly<Record<string, unknown>>;
  const actions = [Action].flat().map(String);
  if (Effect === 'Allow' && [Resource].flat().some(isEverything) && !actions.every((one) => UNSCOPED.test(one))) {
    const found = `${actions.join(', ') || 'actions'} allowed on *`;
    yield { ...problem, where: template.at([...path, 'Resource']), found, expected: 'the ARN of the needed resource' };
  }
  for (const [key, item] of Object.entries(value)) {
    yield* tooWide(template, item, [...path, Array.isArray(value) ? Number(key) : key]);
  }
}

const problem = { severity: 'problem', what: 'policies' } as const;

function isEverything(resource: unknown): boolean {
  return resource === '*' || Object(resource).Sub === '*';
}
