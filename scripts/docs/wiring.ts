import { wiringRules } from '../../src/simulator/wiring/rules.ts';

/** The page with the rules of wiring. */
export const wiringPageFile = new URL('../../docs/wiring.md', import.meta.url);

const START = `<!-- Generated from src/simulator/wiring/rules.ts by \`npm run docs\`: change the rules, not this page. -->

# The wiring of a flow

\`integrator-extension check flows/orders\` holds the documents of a flow, its scripts and its functions to each other. Nothing
runs: modules are loaded in a process of their own, and their functions listed. It takes a folder of the account's documents,
or a flow file in the short form, and ends with 1 if there is an error; with \`--strict\`, a warning too. Each finding says
the file, the line and the path, what was found, what was expected, and what the platform would do without a word.

The basis of a rule is \`documented\` by the platform, \`observed\` by somebody, or \`assumed\`.

| rule | level | what the platform does | basis |
|---|---|---|---|
`;

/** Renders the table of all rules. */
export function renderWiringPage(): string {
  const rows = Object.entries(wiringRules).map(
    ([name, { level, consequence, basis }]) => `| \`${name}\` | ${level} | ${consequence} | ${basis} |\n`,
  );
  return START + rows.join('');
}
