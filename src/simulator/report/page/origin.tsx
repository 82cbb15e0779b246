import type { ComponentChildren } from 'preact';
import type { RunSettingsOf, RunStack } from '../types.ts';
import { RecordLink } from './breaches.tsx';
import { valueLines } from './difference.ts';
import type { PackedReport } from './packed.ts';
import { ValueLines } from './value-lines.tsx';

/** What the run was made with: its flow, the functions, its faults and settings. */
export function Origin({ report }: { readonly report: PackedReport }) {
  const { flow, stacks, faults, retry, platform } = report.run;
  const caused = Object.entries(faults);
  return (
    <section class="origin" aria-labelledby="origin">
      <h2 id="origin">The run</h2>
      <dl>
        {flow !== undefined && <Fact name="flow">{<code>{flow}</code>}</Fact>}
        {stacks.map((stack) => (
          <Fact key={stack.id} name={stack.name === undefined ? 'functions' : `functions of ${stack.name}`}>
            {describeStack(stack)}
          </Fact>
        ))}
        <Fact name="faults">
          {caused.length === 0
            ? 'none'
            : caused.map(([name, value]) => <code key={name}>{`${name}=${JSON.stringify(value)} `}</code>)}
        </Fact>
        <Fact name="failed records">{retry ? 'retried' : 'not retried'}</Fact>
        {platform && <Fact name="platform’s API">a fake</Fact>}
      </dl>
      <Repeated report={report} />
      <Settings all={report.run.settings} />
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function describeStack({ module, lambda, server, generation }: RunStack) {
  return (
    <>
      <code>{module ?? lambda ?? server ?? 'given in code'}</code>
      {lambda !== undefined && ' on Lambda'}
      {server !== undefined && ' on a server'}
      {generation === '1.0' && ', generation 1.0'}
    </>
  );
}

/** The custom settings of the flow's documents. */
function Settings({ all }: { readonly all: readonly RunSettingsOf[] }) {
  if (all.length === 0) return null;
  return (
    <details class="settings">
      <summary>Custom settings, without secrets</summary>
      {all.map(({ of, name, settings }, index) => (
        <div key={index}>
          <h3>
            {name ?? of} {name !== undefined && <span class="dim">{of}</span>}
          </h3>
          <ValueLines lines={valueLines(settings)} label={`The settings of ${name ?? of}`} />
        </div>
      ))}
    </details>
  );
}

/** The most records that are named: the journeys of the others say it too. */
const NAMED = 30;

/** The records that were imported twice, because their page was sent twice. */
function Repeated({ report: { importedTwice, leftOut } }: { readonly report: PackedReport }) {
  if (importedTwice.length === 0) return null;
  const records = [...new Set(importedTwice.map(({ record }) => record))].sort((one, other) =>
    one.localeCompare(other, 'en', { numeric: true }),
  );
  const more = records.length - NAMED + leftOut.importedTwice;
  return (
    <p>
      Imported twice:{' '}
      {records.slice(0, NAMED).map((record) => (
        <span key={record} class="inline">
          <RecordLink record={record} />{' '}
        </span>
      ))}
      {more > 0 && `and ${more.toLocaleString('en')} more`}
    </p>
  );
}
