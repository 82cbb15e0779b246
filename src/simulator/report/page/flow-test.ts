import { indent, quote } from './code-text.ts';
import { type JourneyPlace, readValue, stageAt } from './journey-place.ts';

/**
 * Writes a test for vitest that runs the whole flow, and looks at one stage of a record: for functions that the harness
 * cannot call alone. Undefined for a flow that is no file or folder.
 */
export function writeFlowTest(site: JourneyPlace): string | undefined {
  const { journey, at, flow } = site;
  const stage = stageAt(site);
  if (!stage || flow === undefined) return undefined;
  const ordinal = journey.stages.slice(0, at).filter(({ name }) => name === stage.name).length;
  // A flow that is one file has its extension; folders are kept beside each other.
  const path = /\.\w+$/.test(flow) ? flow : `flows/${flow}`;
  return `import { loadFlow, simulate } from 'integrator-extension-lambda/simulator';
import { expect, test } from 'vitest';

${explain(site)}
test(${quote(`${stage.function} does with record ${journey.key} at ${stage.name} what it did in the run`)}, async () => {
  // The path of the flow, from the folder in which tests run.
  const { flow, base } = await loadFlow(${quote(path)});
  const report = await simulate(flow, { base, onLog: () => {} });
  const journey = report.journey.find(({ key }) => key === ${quote(journey.key)});
  const stages = journey?.stages.filter(({ name }) => name === ${quote(stage.name)});
  expect(stages?.[${ordinal}]).toEqual(${writeExpected(site)});
});
`;
}

/** Why the flow is run, and what that means. */
function explain(site: JourneyPlace): string {
  const { called, function: name } = stageAt(site) ?? {};
  const reason =
    called && !called.isScript
      ? `// The answers of ${name} are seen after further calls, or after what the lookup makes of them: they cannot be told apart.`
      : '// A built-in script runs within its flow only, and may keep values from one record to the next.';
  return `${reason}
// So this test runs the flow with all records of its exports, and looks at one stage of one record.
// It has the faults of the flow's own settings, and its imports write their files.`;
}

/** The stage as the run had it. Its input is that of the stages before, which are not tested here. */
function writeExpected(site: JourneyPlace): string {
  const { name, input, output: _, ...rest } = site.journey.stages[site.at] ?? { name: '' };
  const output = readValue(site, 'output', site.at);
  const made = indent({ name, ...(output !== undefined && { output }), ...rest });
  if (input === undefined) return made;
  return made.replace('\n', '\n    input: expect.anything(),\n');
}
