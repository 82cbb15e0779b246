import { type Context, Hono } from 'hono';
import type { FakeAccount, FakeResource } from './account.ts';

/** The platform's own page size of lists. */
const PAGE = 1000;

/** The routes of documents: lists and single documents. */
export function resourceRoutes(account: FakeAccount): Hono {
  const routes = new Hono();
  const { integrations, flows, exports, imports, connections, scripts, stacks, jobs, lookupCaches } = account;
  const kinds = { integrations, flows, exports, imports, connections, stacks, jobs };
  // Ids are unique in an account: a document names others by them alone.
  let made = 0;
  const makeId = () => {
    made += 1;
    return made.toString(16).padStart(24, '0');
  };
  for (const [kind, resources] of Object.entries(kinds)) addRoutes(routes, { kind, resources, makeId });
  addRoutes(routes, { kind: 'scripts', resources: scripts, unlisted: 'content', makeId });
  const complete = (resource: FakeResource) => ({ ...resource, data: new Map() });
  addRoutes(routes, { kind: 'lookupcaches', resources: lookupCaches, complete, makeId });
  routes.get('/flows/:_id/descendants', (c) => {
    const flow = flows.get(c.req.param('_id'));
    return flow ? c.json({ exports: listSteps(flow, exports), imports: listSteps(flow, imports) }) : missing(c);
  });
  return routes;
}

/** One kind of documents. */
interface Routed<T extends FakeResource> {
  readonly kind: string;
  readonly resources: Map<string, T>;
  /** Adds the fields that a new document has and no request contains. */
  readonly complete?: (resource: FakeResource) => T;
  /** The field that lists leave out. */
  readonly unlisted?: string;
  readonly makeId: () => string;
}

function addRoutes<T extends FakeResource>(
  routes: Hono,
  { kind, resources, complete = (resource) => resource as T, unlisted, makeId }: Routed<T>,
): void {
  routes.get(`/${kind}`, (c) =>
    list(
      c,
      [...resources].map(([_id, resource]) => shown(_id, unlisted ? { ...resource, [unlisted]: undefined } : resource)),
    ),
  );
  routes.post(`/${kind}`, async (c) => {
    const _id = makeId();
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

/** Lists the documents that a flow names, at any depth. */
function listSteps(flow: FakeResource, resources: ReadonlyMap<string, FakeResource>): FakeResource[] {
  const written = JSON.stringify(flow);
  const named = [...resources].filter(([_id]) => written.includes(JSON.stringify(_id)));
  return named.map(([_id, resource]) => shown(_id, resource));
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
