import type { RefObject } from 'preact';
import { Edits } from '../../../simulator/report/page/comparison.tsx';
import { CopyButton } from '../../../simulator/report/page/copy-button.tsx';
import { LongList } from '../../../simulator/report/page/long-list.tsx';
import { formatCount, formatDuration } from '../../../simulator/report/words.ts';
import type { BrokenRule, LifeEventReport } from '../../life-report.ts';
import type { ComparedLife } from '../compared-life.ts';
import { AccountView } from './account-view.tsx';
import { BrokenPlace } from './broken-rules.tsx';
import { CallView } from './call-view.tsx';
import { DocumentChanges } from './document-changes.tsx';
import { EventOutcome } from './events.tsx';
import { pickEdits } from './life-comparison.tsx';
import { ValueFold } from './value-fold.tsx';

interface Props {
  readonly report: ComparedLife;
  /** The number of the event; 0 for the account before the first one. */
  readonly number: number;
  /** Its name in a baseline. */
  readonly name: string | undefined;
  /** The number of the call that is looked for. */
  readonly sought: number | undefined;
  readonly focus: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

/** One event: what the customer did, the calls, and what became of the account. */
export function EventView({ report, number, name, sought, focus, onClose }: Props) {
  const event = report.events[number - 1];
  const close = (pressed: KeyboardEvent) => {
    if (pressed.key === 'Escape') onClose();
  };
  return (
    <section class="journey" aria-labelledby="event" tabIndex={-1} ref={focus} onKeyDown={close}>
      <h2 id="event">{event ? `Event ${number}: ${event.title}` : 'Before the first event'}</h2>
      {event && <EventBody report={report} event={event} name={name} sought={sought} />}
      <AccountView
        tree={event ? event.tree : report.before}
        changes={event?.changes ?? []}
        when={event ? 'after it' : 'before the first event'}
      />
    </section>
  );
}

/** The calls that are shown at first. */
const FIRST = 20;

interface BodyProps extends Pick<Props, 'report' | 'name' | 'sought'> {
  readonly event: LifeEventReport;
}

function EventBody({ report, event, name, sought }: BodyProps) {
  const { number, outcome, message, place, from, to, values, form, calls, changes } = event;
  const broken = report.broken.filter((one) => one.event === number);
  const edits = pickEdits(report, name);
  const hash = `#event=${number}`;
  const shown = calls.findIndex((call) => call.number === sought) + 1;
  return (
    <>
      <p class="about">
        <EventOutcome outcome={outcome} /> <span class="number">{formatDuration(to - from)}</span>{' '}
        <a href={hash}>link to the event</a>{' '}
        <CopyButton label="Copy link" write={() => `${location.href.split('#')[0]}${hash}`} />
      </p>
      {message !== undefined && (
        <p class={outcome === 'refused' ? 'ending' : 'ending bad'}>
          {message} {place !== undefined && <code>{place}</code>}
        </p>
      )}
      <EventRules broken={broken} />
      {edits.length > 0 && (
        <div class="comparison">
          <h3>Changed since {report.comparison?.since}</h3>
          <Edits edits={edits} />
        </div>
      )}
      {values !== undefined && <ValueFold title="What the customer filled in" value={values} />}
      {form !== undefined && <ValueFold title="The form that the customer saw" value={form} />}
      <h3>{calls.length === 0 ? 'No call' : formatCount(calls.length, 'call')}</h3>
      <LongList items={calls} first={Math.max(FIRST, shown)} class="calls">
        {(call) => <CallView call={call} life={report.life} broken={broken} />}
      </LongList>
      <h3>{changes.length === 0 ? 'No document' : formatCount(changes.length, 'document')} made, changed or deleted</h3>
      <DocumentChanges changes={changes} of={`event ${number}`} />
    </>
  );
}

/** The rules that an event has broken. */
function EventRules({ broken }: { readonly broken: readonly BrokenRule[] }) {
  if (broken.length === 0) return null;
  return (
    <LongList items={broken} first={FIRST} class="own-rules">
      {(one) => (
        <>
          <b>{one.rule}</b>{' '}
          <span class="where">
            <BrokenPlace broken={one} />
          </span>
          <p>{one.message}</p>
        </>
      )}
    </LongList>
  );
}
