import { callRules } from '../../src/lifecycle/find-breaks.ts';
import type { LifeRule } from '../../src/lifecycle/life-facts.ts';
import { lifeFaultsSchema } from '../../src/lifecycle/life-faults.ts';
import { readings } from '../../src/lifecycle/readings.ts';
import { fieldTypes, olderFieldTypes } from '../../src/lifecycle/rules/form-field-types.ts';
import { lifeRules } from '../../src/lifecycle/rules/life-rules.ts';

/** The page with the rules of an app's life. */
export const appRulesPageFile = new URL('../../docs/app-rules.md', import.meta.url);

const START = `<!-- Generated from src/lifecycle by \`npm run docs\`: change the rules, not this page. -->

# The rules of an app's life

\`integrator-extension simulate handlers/connector.app.yaml\` lives the whole life of an integration app, and holds it to these
rules. A broken rule makes the command end with 1. It names the event, the function, the document by kind and name, and the
place in the code that threw, or else that of the function.

The basis of a rule is \`documented\` by the platform, \`observed\` by somebody, or \`assumed\`.

## Rules of the whole life

| rule | what it demands | why | basis |
|---|---|---|---|
`;

const CALLS = `
## Rules of each call

| rule | what it demands | why | basis |
|---|---|---|---|
`;

const FAULTS = `
## Faults

Rules about repeated and ended calls show nothing in a life where all goes well. \`--fault repeatStep=true\` lets it go
wrong, or \`faults:\` in the app file. Several faults can be set at once.

| fault | what goes wrong | found by |
|---|---|---|
`;

/** The rules that find what an app does wrong at each fault. */
const FOUND_BY = {
  repeatStep: 'repeatable',
  loseAnswer: 'repeatable',
  abortAfter: 'resumable',
  slow: 'an event that fails at the `timeout` of the app',
  429: 'rate-limit',
} as const satisfies Readonly<Record<keyof typeof lifeFaultsSchema.shape, string>>;

const READINGS = `
## How the platform is read

Its documentation leaves open what these sentences say. The report names those that decided something.

| basis | reading |
|---|---|
`;

/** Renders the page. */
export function renderAppRulesPage(): string {
  // A name that is a number comes first in an object, and last here.
  const shape = Object.entries(lifeFaultsSchema.shape).sort(
    ([one], [other]) => Number(one === '429') - Number(other === '429'),
  );
  const faults = shape.map(([name, { description }]) => {
    const found = FOUND_BY[name as keyof typeof FOUND_BY];
    const rule = lifeRules.some(({ id }) => id === found) ? `\`${found}\`` : found;
    return `| \`${name}\` | ${description} | ${rule} |\n`;
  });
  const read = Object.values(readings).map(({ basis, rule }) => `| ${basis} | ${rule} |\n`);
  return [
    START,
    ...lifeRules.map(renderRow),
    CALLS,
    ...callRules.map(renderRow),
    FAULTS,
    ...faults,
    renderFieldTypes(),
    READINGS,
    ...read,
  ].join('');
}

function renderRow({ id, says, why, source }: Pick<LifeRule, 'id' | 'says' | 'why' | 'source'>): string {
  return `| \`${id}\` | ${says} | ${why} | ${source} |\n`;
}

function renderFieldTypes(): string {
  const list = (types: readonly string[]) => types.map((type) => `\`${type}\``).join(', ');
  const older = olderFieldTypes.filter((type) => !fieldTypes.includes(type));
  return `
## Types of fields

Forms: ${list(fieldTypes)}.

The settings of 1.0 also: ${list(older)}; a field without a type is a text.
`;
}
