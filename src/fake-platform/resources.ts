import { type Context, Hono } from 'hono';
import type { FakeAccount, FakeResource } from './account.ts';

/** The platform's own page size of lists. */
const PAGE = 1000;

/** The routes of documents: lists and single documents. */
export function resourceRoutes(account: FakeAccount): Hono {
  const routes = new Hono();
  const { integrations, flows, exports, imports, connections, jobs, lookupCaches } = account;
  const kinds = { integrations, flows, exports, imports, connections, jobs };
  for (const [kind, resources] of Object.entries(kinds)) addRoutes(routes, kind, resources);
  addRoutes(routes, 'lookupcaches', lookupCaches, (resource) => ({ ...resource, data: new Map() }));
  return routes;
}

/** @param complete adds the fields that a new document has and no request contains */
function addRoutes<T extends FakeResource>(
  routes: Hono,
  kind: string,
  resources: Map<string, T>,
  complete = (resource: FakeResource) => resource as T,
): void {
  let made = 0;
  routes.get(`/${kind}`, (c) =>
    list(
      c,
      [...resources].map(([_id, resource]) => shown(_id, resource)),
    ),
  );
  routes.post(`/${kind}`, async (c) => {
    made += 1;
    const _id = made.toString(16).padStart(24, '0');
    resources.set(_id, complete(await c.req.json()));
    return c.json(shown(_id, resources.get(_id)), 201);
  });
  routes.get(`/${kind}/:_id`, (c) => {
    const resource = resources.get(c.req.param('_id'));
    return resource ? c.json(shown(c.req.param('_id'), resource)) : missing(c);
  });
  routes.put(`/${kind}/:_id`, async (c) => {
    const _id = c.req.param('_id');
    const known = resources.get(_id);
    if (!known) return missing(c);
    resources.set(_id, { ...readBehaviour(known), ...(await c.req.json()) });
    return c.json(shown(_id, resources.get(_id)));
  });
  routes.delete(`/${kind}/:_id`, (c) => (resources.delete(c.req.param('_id')) ? c.body(null, 204) : missing(c)));
}

/** Answers a request for a missing document. */
export function missing(c: Context): Response {
  return c.json({ errors: [{ code: 'not_found', message: `There is no ${c.req.path}.` }] }, 404);
}

const isBehaviour = (value: unknown) => typeof value === 'function' || value instanceof Map;

/** The fields with which a test sets a document's behaviour, and which the API does not return. */
function readBehaviour<T extends FakeResource>(resource: T): T {
  return Object.fromEntries(Object.entries(resource).filter(([, value]) => isBehaviour(value))) as T;
}

function shown(_id: string, resource: FakeResource | undefined): FakeResource {
  const fields = Object.entries(Object(resource)).filter(([, value]) => !isBehaviour(value));
  return { ...Object.fromEntries(fields), _id };
}

const PAGING = ['limit', 'skip'];

/** A page of a list, filtered by the query, with a link to the next page. */
function list(c: Context, all: readonly FakeResource[]): Response {
  const query = c.req.query();
  const wanted = Object.entries(query).filter(([field]) => !PAGING.includes(field));
  const found = all.filter((resource) => wanted.every(([field, value]) => String(resource[field]) === value));
  const { limit = PAGE, skip = 0 } = query;
  const behind = Number(skip) + Number(limit);
  if (behind < found.length) {
    const next = new URLSearchParams({ ...query, limit: String(limit), skip: String(behind) });
    c.header('link', `<https://api.integrator.io${c.req.path}?${next}>; rel="next"`);
  }
  const page = found.slice(Number(skip), behind);
  return page.length > 0 ? c.json(page) : c.body(null, 204);
}
