import type { ComponentChildren } from 'preact';
import { LongList } from '../../../simulator/report/page/long-list.tsx';
import { formatCount } from '../../../simulator/report/words.ts';
import type { LifeReport } from '../../life-report.ts';

interface Props {
  readonly report: LifeReport;
}

/** The events that the script has and the life did not reach. */
export function Unreached({ report: { unreached } }: Props) {
  if (unreached.length === 0) return null;
  return (
    <section class="notes warnings" aria-labelledby="unreached">
      <h2 id="unreached">{formatCount(unreached.length, 'event')} not reached</h2>
      <LongList items={unreached} first={8}>
        {(title) => title}
      </LongList>
    </section>
  );
}

/** The functions and faults of the app file that the life has not tried. */
export function Untried({ report: { untried } }: Props) {
  if (untried.length === 0) return null;
  return (
    <section class="notes warnings" aria-labelledby="untried">
      <h2 id="untried">{formatCount(untried.length, 'part')} of the app file not tried</h2>
      <LongList items={untried} first={8}>
        {(said) => said}
      </LongList>
    </section>
  );
}

/** The number of events that the report has no room for. */
export function LeftOutEvents({ report: { leftOut } }: Props) {
  if (leftOut.events === 0) return null;
  return <p class="dim">{formatCount(leftOut.events, 'more event')} left out of this report.</p>;
}

/** How open questions about the platform were read, where that decided something. */
export function LifeReadings({ report: { readings } }: Props) {
  if (readings.length === 0) return null;
  return (
    <details class="notes readings">
      <summary>This life relied on {formatCount(readings.length, 'reading')} of the platform</summary>
      <LongList items={readings} first={20}>
        {({ basis, rule }) => (
          <>
            <span class={`basis ${basis}`}>{basis}</span> {rule}
          </>
        )}
      </LongList>
    </details>
  );
}

/** What the life was simulated with: the app, its functions, its script and its faults. */
export function AppFacts({ report: { life } }: Props) {
  const { file, module, generation, _connectorId, version, edition, isWholeLife, faults } = life;
  const caused = Object.entries(faults);
  return (
    <section class="origin" aria-labelledby="origin">
      <h2 id="origin">The app</h2>
      <dl>
        {file !== undefined && <LifeFact name="app file">{<code>{file}</code>}</LifeFact>}
        <LifeFact name="functions">
          <code>{module ?? 'given in code'}</code>, generation {generation}
        </LifeFact>
        {_connectorId !== undefined && <LifeFact name="_connectorId">{<code>{_connectorId}</code>}</LifeFact>}
        <LifeFact name="first version">{version}</LifeFact>
        {edition !== undefined && <LifeFact name="first edition">{edition}</LifeFact>}
        <LifeFact name="script">{isWholeLife ? 'the whole life, by default' : 'of the app file'}</LifeFact>
        <LifeFact name="faults">
          {caused.length === 0
            ? 'none'
            : caused.map(([name, value]) => <code key={name}>{`${name}=${JSON.stringify(value)} `}</code>)}
        </LifeFact>
      </dl>
    </section>
  );
}

function LifeFact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
