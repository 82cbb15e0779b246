import { addChild } from './events/add-child.ts';
import { changeEdition } from './events/change-edition.ts';
import { connect, install, submitForm } from './events/install.ts';
import { openMappings, openSettings, refreshMetadata, saveSettings } from './events/settings.ts';
import { uninstall } from './events/uninstall.ts';
import { update } from './events/update.ts';
import { EventFailed, type Life } from './life.ts';
import { formatEvent, type LifeEvent, type LifeEventName } from './life-event.ts';
import type { EventFacts } from './life-facts.ts';
import type { TimedCall } from './timed-call.ts';

const RUNNERS: Readonly<Record<LifeEventName, (life: Life, event: LifeEvent) => Promise<void>>> = {
  install,
  'submit form': submitForm,
  connect,
  'open settings': openSettings,
  'save settings': saveSettings,
  'open mappings': openMappings,
  'refresh metadata': refreshMetadata,
  'add child': addChild,
  'update to': update,
  'change edition': changeEdition,
  uninstall,
};

/** An event that has run, with what only the report shows of it. */
export interface TimedEvent {
  readonly facts: EventFacts;
  readonly calls: readonly TimedCall[];
  readonly place?: string;
  /** Milliseconds since the life began. */
  readonly from: number;
  readonly to: number;
}

/** Runs one event, whatever its outcome. */
export async function runEvent(life: Life, event: LifeEvent, now: () => number): Promise<TimedEvent> {
  life.begin();
  const from = now();
  const before = life.snapshot();
  const thrown = await catchFailure(() => RUNNERS[event.name](life, event));
  const { outcome, message } = judge(event, thrown);
  const facts: EventFacts = {
    number: life.event,
    event,
    ...(life.values && { values: life.values }),
    outcome,
    ...(message !== undefined && { message }),
    forms: life.forms,
    calls: life.calls.map((call) => call.facts),
    before,
    after: life.snapshot(),
    ...(life.license && { license: life.license }),
    ...(life.integrationId !== undefined && { _integrationId: life.integrationId }),
  };
  const place = thrown?.place;
  return { facts, calls: life.calls, ...(place !== undefined && { place }), from, to: now() };
}

async function catchFailure(run: () => Promise<void>): Promise<EventFailed | undefined> {
  try {
    await run();
    return undefined;
  } catch (thrown) {
    if (thrown instanceof EventFailed) return thrown;
    throw thrown;
  }
}

type Judged = { readonly outcome: EventFacts['outcome']; readonly message?: string };

function judge(event: LifeEvent, thrown: EventFailed | undefined): Judged {
  const { fails } = event;
  if (thrown?.isInterrupted) return { outcome: 'interrupted', message: thrown.message };
  if (!thrown) {
    if (fails === undefined) return { outcome: 'done' };
    return { outcome: 'failed', message: `${formatEvent(event)} succeeded, expected it to fail, as the script says` };
  }
  const { message } = thrown;
  // Any refusal of the app is one; a mistake in the script is expected only by its words.
  if (thrown.isMistake && fails === true) return { outcome: 'failed', message };
  if (fails === undefined) return { outcome: 'failed', message };
  if (fails === true || message.includes(fails)) return { outcome: 'refused', message };
  return { outcome: 'failed', message: `${message}; expected a failure with "${fails}", as the script says` };
}
