import { suggest } from '../../shared/nearest.ts';
import type { ConnectionDocument, ExportDocument, ImportDocument } from '../flow/documents.ts';
import { checkStack } from './check-reference.ts';
import type { WiringContext, WiringPlace } from './wiring-place.ts';

/** The places of the wrappers that use a connection, and of its ping: all are compiled with its stack. */
type WrapperPlaces = Map<string, WiringPlace[]>;

/** Checks wrappers: each has a function, and a connection that names a stack. */
export function checkConnections(context: WiringContext): void {
  const { folder, placeOf } = context;
  const wrappers: WrapperPlaces = new Map();
  for (const kind of ['exports', 'imports'] as const)
    for (const [id, document] of Object.entries(folder[kind]))
      checkWrapper(context, document, placeOf(kind, id), wrappers);
  for (const [id, covers] of wrappers)
    checkConnection(context, folder.connections[id] as ConnectionDocument, placeOf('connections', id), covers);
}

function checkWrapper(
  { folder, placeOf }: WiringContext,
  { adaptorType, wrapper, _connectionId: id }: ExportDocument | ImportDocument,
  place: WiringPlace,
  wrappers: WrapperPlaces,
): void {
  const own = place.at('wrapper');
  for (const key of ['_stackId', '_scriptId']) {
    const found = wrapper?.[key];
    if (found) own.at(key).note('id-on-wrapper', `${key} ${found}`, 'the stack on the connection');
  }
  if (!wrapper?.function) {
    if (adaptorType?.startsWith('Wrapper'))
      own.note('no-function', `${adaptorType} without a function`, 'the name of a function of the stack', place);
    return;
  }
  if (id && Object.hasOwn(folder.connections, id)) {
    wrappers.set(id, [...(wrappers.get(id) ?? []), own]);
    return;
  }
  const { document } = placeOf('connections', id ?? 'ID');
  const found = id ? `the connection ${id}` : 'a wrapper without a connection';
  const expected = `${document}${suggest(id ?? '', Object.keys(folder.connections))}`;
  place.at('_connectionId').note('missing-document', found, expected, own);
}

function checkConnection(
  context: WiringContext,
  { type, wrapper }: ConnectionDocument,
  place: WiringPlace,
  wrappers: readonly WiringPlace[],
): void {
  const own = place.at('wrapper');
  const ping = own.at('pingFunction');
  const stack = wrapper?._stackId;
  if (!stack) {
    const found = `a connection of the type ${type ?? '(none)'} without a stack`;
    own.note('connection-without-stack', found, '_stackId, as wrappers use it', ping, ...wrappers);
  } else {
    checkStack(context, stack, own.at('_stackId'), ping, ...wrappers);
  }
  if (!wrapper?.pingFunction && !context.folder.isShort)
    ping.note('connection-without-ping', 'no pingFunction', 'the name of a function of the stack');
}
