import { suggest } from '../../../shared/nearest.ts';
import type { ConnectionDocument, ExportDocument, ImportDocument } from '../../flow/documents.ts';
import type { Scope } from '../../scope/scope.ts';
import { isSet } from '../../wiring/is-set.ts';

const APPLICATIONS = ['HTTP', 'FTP', 'AS2', 'S3', 'NetSuite', 'Salesforce', 'JDBC', 'RDBMS', 'Mongodb', 'Dynamodb'];
const EVERYWHERE = [...APPLICATIONS, 'Wrapper', 'FileSystem'];

/** The adaptors of each side: the case of their letters counts. */
const ADAPTORS = {
  export: [...EVERYWHERE, 'REST', 'Simple', 'Webhook'].map((name) => `${name}Export`),
  import: [...EVERYWHERE, 'NetSuiteDistributed', 'AiAgent', 'Guardrail', 'Tool'].map((name) => `${name}Import`),
};

/** An export or import, with what decides whether the platform calls a function for it. */
interface Adapted {
  readonly document: Pick<ExportDocument | ImportDocument, 'adaptorType' | 'wrapper'>;
  readonly connection: Pick<ConnectionDocument, 'type'> | undefined;
  readonly side: keyof typeof ADAPTORS;
}

/** Refuses an adaptor that is misspelt or of the other side, and what does not go with it. */
export function checkAdaptor({ document, connection, side }: Adapted, scope: Scope): void {
  const { adaptorType: type, wrapper } = document;
  const own = scope.at('adaptorType');
  const expected = side === 'export' ? 'WrapperExport' : 'WrapperImport';
  if (!wrapper?.function && type !== expected && isSet(wrapper?.configuration))
    scope.at('wrapper').warn('found a configuration without a function: the platform calls nothing');
  if (!type) {
    const missing = wrapper?.function
      ? `${expected}: it is run as one, for it has the function of a wrapper`
      : `its adaptor, such as HTTP${expected.slice('Wrapper'.length)}: it is run as that of an application`;
    own.warn(`found none, expected ${missing}`);
  }
  const isWrapper = wrapper?.function && (!type || type === expected);
  if (isWrapper && connection?.type && connection.type !== 'wrapper')
    scope
      .at('_connectionId')
      .refuse(`found a connection of the type ${connection.type}, expected one of the type wrapper`);
  if (!type) return;
  const meant = ADAPTORS[side].find((one) => one.toLowerCase() === type.toLowerCase());
  const isForeign = type.toLowerCase().endsWith(side === 'export' ? 'import' : 'export');
  if (meant !== undefined && meant !== type) {
    own.refuse(`found ${type}, expected ${meant}: the case of letters counts`);
  } else if (isForeign) {
    own.refuse(`found ${type}, expected an adaptor of ${side}s, such as ${expected}`);
  } else if (type !== expected) {
    const nearest = suggest(type, ADAPTORS[side]);
    if (meant === undefined) own.warn(`found ${type}, which is not documented here${nearest}`);
    if (wrapper?.function) own.refuse(`found ${type} beside the function of a wrapper, expected ${expected}`);
  } else if (!wrapper?.function) {
    scope.at('wrapper').refuse(`found ${type} without a function, expected the name of a function of the stack`);
  }
}

/** Warns of settings that stand for what an application does, where a function does it. */
export function warnOfSettings(
  { wrapper }: Adapted['document'],
  settings: object | undefined,
  keys: readonly string[],
  scope: Scope,
): void {
  if (!wrapper?.function) return;
  for (const key of keys) {
    if (Object(settings)[key] !== undefined)
      scope.at(key).warn('found it for a wrapper, whose function is called: it has no effect');
  }
}
