import type * as z from 'zod';
import type { FakeAccount } from '../fake-platform/account.ts';
import type { FakeRequest } from '../fake-platform/gate.ts';
import { formatPath } from '../shared/path.ts';
import {
  connectionDocument,
  exportDocument,
  flowDocument,
  importDocument,
  otherDocument,
  scriptDocument,
} from '../simulator/flow/documents.ts';

/** A problem as the platform's API answers it. */
export interface SaveProblem {
  readonly code: string;
  readonly message: string;
  readonly field?: string;
}

type Saved = 'integrations' | 'flows' | 'exports' | 'imports' | 'connections' | 'scripts';

interface SavedKind {
  readonly schema: z.ZodType;
  /** The fields without which the platform's own schemas accept no request. */
  readonly needs: readonly string[];
}

const KINDS: Readonly<Record<Saved, SavedKind>> = {
  integrations: { schema: otherDocument, needs: ['name'] },
  flows: { schema: flowDocument, needs: ['name'] },
  exports: { schema: exportDocument, needs: ['name'] },
  imports: { schema: importDocument, needs: ['name'] },
  connections: { schema: connectionDocument, needs: ['name', 'type'] },
  scripts: { schema: scriptDocument, needs: ['name', 'content'] },
};

/** The fields by which documents name others, with the kind of the other. */
const REFERENCES: Readonly<Record<string, Saved>> = {
  _exportId: 'exports',
  _importId: 'imports',
  _connectionId: 'connections',
  _integrationId: 'integrations',
  _parentId: 'integrations',
  _scriptId: 'scripts',
};

/**
 * Finds why the platform would not do what a request asks for: a document that is not one of its kind, or names a
 * missing one, or a deleted document that another one still names. Undefined if it would.
 */
export function findSaveProblem(request: FakeRequest, account: FakeAccount): SaveProblem | undefined {
  const [, , kind = '', _id, more] = request.path.split('/');
  if (!isSaved(kind) || more !== undefined) return undefined;
  if (request.method === 'DELETE') return findUser(kind, String(_id), account);
  if (request.method === 'POST' ? _id !== undefined : request.method !== 'PUT') return undefined;
  return findDocumentProblem(kind, request.body, account);
}

/** Finds why the platform would not save a document of a kind. */
export function findDocumentProblem(
  kind: Saved,
  document: unknown,
  account: { readonly [other in Saved]: ReadonlyMap<string, unknown> },
): SaveProblem | undefined {
  const { schema, needs } = KINDS[kind];
  const checked = schema.safeParse(document);
  if (!checked.success) {
    const [issue] = checked.error.issues as [z.core.$ZodIssue];
    const field = formatPath('', issue.path).replace(/^\./, '');
    return { code: 'invalid_field', message: `${field || kind}: ${issue.message}`, ...(field && { field }) };
  }
  const fields = document as Readonly<Record<string, unknown>>;
  const missing = needs.find((name) => typeof fields[name] !== 'string' || fields[name] === '');
  if (missing !== undefined) {
    return { code: 'missing_required_field', message: `Missing required field ${missing}.`, field: missing };
  }
  // The steps of an integration name connections, which may be gone by its uninstallation.
  const references = listReferences(fields).filter(({ name, path }) => kind !== 'integrations' || name === path);
  for (const { name, path, _id } of references) {
    const others: ReadonlyMap<string, unknown> = account[REFERENCES[name] as Saved];
    if (!others.has(_id)) {
      return { code: 'invalid_ref', message: `${path}: there is no ${REFERENCES[name]}/${_id}.`, field: path };
    }
  }
  return undefined;
}

function isSaved(kind: string): kind is Saved {
  return Object.hasOwn(KINDS, kind);
}

/** Only what a flow runs with: an integration may go before its documents, and its steps name connections that are gone. */
const USED: readonly Saved[] = ['exports', 'imports', 'connections', 'scripts'];

function findUser(kind: Saved, _id: string, account: FakeAccount): SaveProblem | undefined {
  if (!USED.includes(kind)) return undefined;
  for (const users of ['flows', 'exports', 'imports'] as const) {
    for (const [userId, document] of account[users]) {
      const used = listReferences(document).find((one) => one._id === _id && REFERENCES[one.name] === kind);
      if (!used) continue;
      const message = `${kind}/${_id} can't be deleted: ${users}/${userId} (${document.name}) names it in ${used.path}.`;
      return { code: 'resource_in_use', message };
    }
  }
  return undefined;
}

interface Reference {
  readonly name: string;
  readonly path: string;
  readonly _id: string;
}

/** Lists where a document names others, at any depth; custom settings are the author's own. */
function listReferences(document: object, keys: readonly PropertyKey[] = []): Reference[] {
  return Object.entries(document).flatMap(([key, value]): Reference[] => {
    const path = [...keys, Array.isArray(document) ? Number(key) : key];
    if (typeof value === 'string' && value !== '' && Object.hasOwn(REFERENCES, key)) {
      return [{ name: key, path: formatPath('', path).replace(/^\./, ''), _id: value }];
    }
    return typeof value === 'object' && value !== null && key !== 'settings' ? listReferences(value, path) : [];
  });
}
