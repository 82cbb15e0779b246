import { isSecretName } from '../../core/redact.ts';
import { formatPath } from '../../shared/path.ts';
import { createSecretSearch, SHORTEST } from '../../shared/text-redactor.ts';
import type { EventFacts, LifeDocument, LifeFacts, LifeRule, RuleFinding } from '../life-facts.ts';
import { type AccountKind, accountKinds } from '../life-report.ts';
import { findWriter } from './find-writer.ts';
import { nameDocument } from './name-document.ts';

/** No document and no setting holds a token, or a value from the environment. */
export const noSecrets: LifeRule = {
  id: 'no-secrets',
  says: 'No secret is written into settings or documents, in whatever form.',
  why: 'Everybody with access to the account reads it there, and so does each export and backup of the account.',
  source:
    'assumed: the platform encrypts the credentials of a connection, and shows everything else as it is. Texts under 6 characters are not searched for.',
  afterEvent: findSecrets,
};

type Search = (text: string) => boolean;

/** The searches for the secrets of each life: making one takes long. */
const searches = new WeakMap<readonly string[], Search>();

function* findSecrets(event: EventFacts, { secrets }: LifeFacts): Iterable<RuleFinding> {
  const search = searches.get(secrets) ?? createSecretSearch(secrets.filter(({ length }) => length >= SHORTEST));
  searches.set(secrets, search);
  for (const kind of accountKinds) {
    for (const [_id, document] of event.after[kind]) {
      const before = event.before[kind].get(_id);
      if (before === document) continue;
      const known = before ? listPlaces(kind, before, search) : [];
      const writer = findWriter([event], kind, _id);
      for (const place of listPlaces(kind, document, search)) {
        if (known.includes(place)) continue;
        yield {
          message: `found a secret in the ${nameDocument(kind, document)}, expected it in the encrypted part of a connection alone`,
          path: `${kind}/${_id}${place}`,
          ...(writer && { call: writer.call.number, function: writer.call.function }),
        };
      }
    }
  }
}

/** Lists the paths of the innermost values that hold a secret: `.settings.token`. */
function listPlaces(kind: AccountKind, document: LifeDocument, search: Search): string[] {
  const visible = kind === 'connections' ? leaveOutCredentials(document) : document;
  return listIn(visible, [], search).map((keys) => formatPath('', keys));
}

function listIn(value: unknown, keys: readonly PropertyKey[], search: Search): PropertyKey[][] {
  if (value === undefined || !search(JSON.stringify(value))) return [];
  if (typeof value !== 'object' || value === null) return [[...keys]];
  const inner = Object.entries(value).flatMap(([key, one]) =>
    listIn(one, [...keys, Array.isArray(value) ? Number(key) : key], search),
  );
  // The name of a field may be a secret, and the fields together may hold one.
  return inner.length > 0 ? inner : [[...keys]];
}

/** Copies a connection without what the platform encrypts. */
function leaveOutCredentials(connection: LifeDocument): LifeDocument {
  return JSON.parse(JSON.stringify(connection, (key, value) => (isSecretName(key) ? undefined : value)));
}
