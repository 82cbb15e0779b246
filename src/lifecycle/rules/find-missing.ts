import type { AccountSnapshot, EndedLifeFacts, EventFacts, LifeDocument, RuleFinding } from '../life-facts.ts';
import { type AccountKind, accountKinds } from '../life-report.ts';
import { nameDocument } from './name-document.ts';
import { readSettings } from './read-settings.ts';

/** Something that an account lacks. */
interface Missing {
  /** `flow "Orders"`, `setting currency of the integration "Orders"`. */
  readonly name: string;
  readonly path: string;
}

/** Finds what an account lacks since a call was ended half way, and has after the same event of a life without faults. */
export function* findMissing({ events, calm = [] }: EndedLifeFacts): Iterable<RuleFinding> {
  let known: readonly Missing[] = [];
  for (const event of events) {
    const other = calm[event.number - 1];
    if (event.outcome !== 'done' || other?.outcome !== 'done') return;
    const missing = listMissing(event.after, other.after);
    const at = findEnded(event);
    for (const { name, path } of missing) {
      if (known.some((one) => one.path === path)) continue;
      const message = `the ${name} is missing, expected what the same life has without faults: a call that goes on does all of its work`;
      yield { message, path, event: event.number, ...at };
    }
    known = missing;
  }
}

function findEnded({ calls }: EventFacts) {
  const ended = calls.findLast(({ fault }) => fault === 'aborted');
  return ended && { call: ended.number, function: ended.function };
}

function listMissing(account: AccountSnapshot, complete: AccountSnapshot): Missing[] {
  const documents = accountKinds.flatMap((kind) => {
    const lacking = complete[kind].size - account[kind].size;
    return lacking > 0 ? listUnnamed(kind, account, complete).slice(0, lacking) : [];
  });
  const settings = [...complete.integrations].flatMap(([_id, integration]) =>
    listUnset(integration, account.integrations.get(_id)),
  );
  return [...documents, ...settings];
}

/** Lists the documents of a kind whose names the account lacks: names may hold a time, and then only the number counts. */
function listUnnamed(kind: AccountKind, account: AccountSnapshot, complete: AccountSnapshot): Missing[] {
  const names = Array.from(account[kind].values(), readName);
  return [...complete[kind].values()].flatMap((document) => {
    const at = names.indexOf(readName(document));
    if (at >= 0) {
      names.splice(at, 1);
      return [];
    }
    return [{ name: nameDocument(kind, document), path: `${kind}/${document._id}` }];
  });
}

function readName({ _id, name }: LifeDocument): unknown {
  return name ?? _id;
}

function listUnset(complete: LifeDocument, integration: LifeDocument | undefined): Missing[] {
  if (!integration) return [];
  const own = readSettings(integration);
  return [...readSettings(complete).keys()].flatMap((key) => {
    if (own.has(key)) return [];
    const name = `setting ${key} of the ${nameDocument('integrations', complete)}`;
    return [{ name, path: `integrations/${complete._id}.settings.${key}` }];
  });
}
