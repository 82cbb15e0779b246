import { type Context, Hono } from 'hono';
import { HttpFailure } from '../http/answer.ts';
import { readBody } from '../http/body-bytes.ts';
import type { Recording } from '../recording/recording.ts';
import { LAMBDA_PAYLOAD_LIMIT } from '../shared/limits.ts';
import type { CallStore } from './call-store.ts';
import type { CallSummary } from './call-summary.ts';
import { PAGE_DOCUMENT, readPageFile } from './page-document.ts';
import { type PageFeed, streamEvents } from './page-events.ts';
import { createPageHeaders, requireHost, requireOrigin, requireToken } from './page-guard.ts';

/** What the page shows, who may read it, and what its buttons do. */
export interface PageRoutesSettings extends PageFeed {
  /** What the page must send: at least 16 letters, digits, `-` and `_`. It stands in the fragment of its address. */
  readonly token: string;
  /** Lists the names that the listener answers to: `127.0.0.1:4711`. It is asked for each request. */
  readonly hosts: () => readonly string[];
  /**
   * Calls the function of a recording again, with its own options or edited ones, and adds the call to the store.
   * Placeholders in options become the secrets of that call. It rejects with a sentence for the author.
   */
  readonly repeatCall: (id: string, edited?: EditedCall) => Promise<Recording>;
  /** Saves the call as an event. Resolves with the path of its file. */
  readonly saveEvent: (id: string) => Promise<string>;
  /** Saves the call as a test. Resolves with the path of its file. */
  readonly saveTest: (id: string) => Promise<string>;
}

/** What the author has changed of a call before it is repeated. */
export interface EditedCall {
  readonly options: unknown;
}

/** The answer to `GET /api/calls`: newest first. */
export interface CallPage {
  readonly calls: readonly CallSummary[];
  /** The number of all calls that fit, on this page and others. */
  readonly total: number;
  /** Missing on the last page. Else `before` of the next page. */
  readonly before?: number;
}

const MOST_BYTES = LAMBDA_PAYLOAD_LIMIT.toLocaleString('en');

/** The most calls of a page. */
const MOST_CALLS = 1000;

/**
 * Makes the routes of the page: mount them at `/` of a listener on the loopback address. `/api` needs the token as
 * `Authorization: Bearer`, and every failed request has `{ message }`.
 */
export function createPageRoutes(settings: PageRoutesSettings): Hono {
  const { store, token, hosts } = settings;
  const app = new Hono();
  for (const path of ['/', '/page.js', '/page.css', '/api/*']) app.use(path, createPageHeaders(), requireHost(hosts));
  app.get('/', (c) => c.html(PAGE_DOCUMENT));
  app.get('/page.js', async (c) =>
    c.body(await readPageFile('page.js'), 200, { 'content-type': 'text/javascript; charset=utf-8' }),
  );
  app.get('/page.css', async (c) =>
    c.body(await readPageFile('page.css'), 200, { 'content-type': 'text/css; charset=utf-8' }),
  );

  app.use('/api/*', requireOrigin(hosts), requireToken(token));
  app.get('/api/events', (c) => streamEvents(c, settings));
  app.get('/api/calls', (c) => {
    const { text, before, limit } = c.req.query();
    return c.json(pageCalls(text ? store.search(text) : store.list(), readCount(before), readCount(limit)));
  });
  app.get('/api/calls/:id', (c) => {
    const json = store.readJson(c.req.param('id'));
    return json === undefined ? notKept(c, store) : c.body(json, 200, { 'content-type': 'application/json' });
  });
  addActions(app, settings);
  app.all('/api/*', (c) => c.json({ message: `Found no ${c.req.method} ${c.req.path} here.` }, 404));
  app.onError((error, c) => ('getResponse' in error ? error.getResponse() : c.json({ message: error.message }, 500)));
  return app;
}

/** What the buttons of a call do. */
function addActions(app: Hono, { store, repeatCall, saveEvent, saveTest }: PageRoutesSettings): void {
  app.use('/api/calls/:id/*', async (c, next) =>
    store.readJson(c.req.param('id')) === undefined ? notKept(c, store) : next(),
  );
  app.post('/api/calls/:id/repeat', async (c) => {
    const edited = await readEdited(c);
    if (edited === 'too large') return c.json({ message: `Found more than ${MOST_BYTES} bytes of options.` }, 413);
    if (edited === 'malformed')
      return c.json({ message: 'Found a body that is not JSON, or not {"options": …}.' }, 400);
    const { id } = edited ? await repeatCall(c.req.param('id'), edited) : await repeatCall(c.req.param('id'));
    return c.json({ id });
  });
  app.post('/api/calls/:id/save-event', async (c) => c.json({ file: await saveEvent(c.req.param('id')) }));
  app.post('/api/calls/:id/save-test', async (c) => c.json({ file: await saveTest(c.req.param('id')) }));
}

function pageCalls(calls: readonly CallSummary[], before = Number.POSITIVE_INFINITY, limit = MOST_CALLS): CallPage {
  const older = calls.filter(({ number }) => number < before).reverse();
  const shown = older.slice(0, Math.min(limit, MOST_CALLS));
  const last = shown.at(-1);
  return { calls: shown, total: calls.length, ...(last && shown.length < older.length && { before: last.number }) };
}

/** Reads a positive whole number of a query; anything else counts as missing. */
function readCount(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined;
}

/** Reads the body of a repeated call: nothing, or its edited options. */
async function readEdited(c: Context): Promise<EditedCall | 'malformed' | 'too large' | undefined> {
  try {
    const bytes = await readBody(c.req.raw.body?.values(), LAMBDA_PAYLOAD_LIMIT, undefined);
    if (bytes.length === 0) return undefined;
    const edited: unknown = JSON.parse(bytes.toString());
    return typeof edited === 'object' && edited !== null && 'options' in edited
      ? { options: edited.options }
      : 'malformed';
  } catch (thrown) {
    return thrown instanceof HttpFailure ? 'too large' : 'malformed';
  }
}

function notKept(c: Context, store: CallStore): Response {
  const message = `Found no call ${c.req.param('id')}. Only the newest calls are kept, now ${store.list().length}.`;
  return c.json({ message }, 404);
}
