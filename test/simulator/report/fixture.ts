import type { Problem } from '../../../src/shared/errors.ts';
import type {
  Journey,
  JourneyStage,
  PageReport,
  RunError,
  RunReport,
  StageName,
} from '../../../src/simulator/report/types.ts';

/** The settings of a made-up run. */
export interface Wanted {
  readonly records?: number;
  readonly pageSize?: number;
  /** Changes the record at an index. */
  readonly change?: (record: Fields, index: number) => Fields;
}

type Fields = Readonly<Record<string, unknown>>;

const FUNCTIONS: Partial<Record<StageName, string>> = {
  ping: 'pingOrders',
  export: 'exportOrders',
  preSavePage: 'dropTestOrders',
  preMap: 'prepareOrders',
  postMap: 'priceOrders',
  import: 'importOrders',
  postSubmit: 'explainErrors',
  postResponseMap: 'noteNewIds',
  postAggregate: 'summarise',
};

const NO_CUSTOMER = { code: 'no_customer', message: 'The order has no customer.' };
const REFUSED = { code: 'invalid_sku', message: 'The sku is not known: SKU-404.' };

/**
 * Creates a report as a run of orders would: preSavePage ignores every 17th record and fails every 41st, and the import
 * refuses every 29th. The same records make the same report, to the millisecond.
 */
export function reportOf({ records = 300, pageSize = 20, change = (record) => record }: Wanted = {}): RunReport {
  const journey = Array.from({ length: records }, (_, index) => journeyOf(index, pageSize, change));
  const pages = Array.from({ length: Math.ceil(records / pageSize) }, (_, page) => pageOf(page, journey, pageSize));
  const errors = journey.flatMap(errorsOf);
  const outcomes = (outcome: Journey['outcome']) => journey.filter((one) => one.outcome === outcome).length;
  return {
    version: 1,
    flow: 'Orders to the shop',
    startedAt: '2026-03-01T08:00:00.000Z',
    ms: pages.length * 12 + 20,
    ending: 'done',
    job: {
      ...{ status: 'completed', numSuccess: 0, numIgnore: 0, numError: 0 },
      ...{ numPagesGenerated: pages.length, numPagesProcessed: pages.length },
    },
    totals: {
      pages: pages.length,
      exported: records,
      imported: outcomes('imported'),
      ignored: outcomes('ignored'),
      errors: errors.length,
      retried: 0,
      added: 0,
      replaced: 0,
    },
    run: {
      flow: 'orders.flow.yaml',
      stacks: [{ id: 'extension', module: 'orders/index.ts', generation: '2.0' }],
      faults: {},
      retry: false,
      platform: false,
      settings: [],
    },
    stages: stagesOf(journey, pages),
    graph: {
      nodes: [
        { kind: 'export', name: 'export' },
        { kind: 'import', name: 'import' },
      ],
      edges: [{ from: 0, to: 1, records: journey.filter(({ stages }) => stages.length > 2).length }],
    },
    notes: [],
    warnings: [],
    notSimulated: [],
    readings: [],
    breaches: [
      {
        rule: 'lengths',
        stage: 'postResponseMap',
        function: 'noteNewIds',
        page: 2,
        message: 'noteNewIds answered 19 records for 20: expected as many as it was sent.',
        path: 'response',
      },
      {
        rule: 'json',
        stage: 'preMap',
        function: 'prepareOrders',
        page: 0,
        record: '0:3',
        message: 'Found an instance of Date, which arrives as a string, expected JSON data.',
        path: 'response[3].data.at',
      },
    ],
    errors: errors.slice(0, 1000),
    pages,
    journey,
    importedTwice: [],
    log: [],
    leftOut: {
      errors: Math.max(0, errors.length - 1000),
      ...{ pages: 0, journeys: 0, breaches: 0, retries: 0, importedTwice: 0, log: 0 },
    },
  };
}

function journeyOf(index: number, pageSize: number, change: NonNullable<Wanted['change']>): Journey {
  const page = Math.floor(index / pageSize);
  const key = `${page}:${index % pageSize}`;
  const order = change(orderOf(index), index);
  const exported: JourneyStage[] = [{ name: 'export', output: order, errors: [] }];
  if (index % 17 === 16) {
    const ignored: JourneyStage = { name: 'preSavePage', input: order, errors: [], ignored: true };
    return { key, page, outcome: 'ignored', stages: [...exported, ignored] };
  }
  if (index % 41 === 40) {
    const failed: JourneyStage = { name: 'preSavePage', input: order, errors: [NO_CUSTOMER] };
    return { key, page, outcome: 'failed', stages: [...exported, failed] };
  }
  const isRefused = index % 29 === 28;
  const stages = [...exported, ...importOf(order, index, isRefused ? [REFUSED] : [])];
  return { key, page, outcome: isRefused ? 'failed' : 'imported', stages };
}

function importOf(order: Fields, index: number, errors: readonly Problem[]): JourneyStage[] {
  const prepared = { ...order, total: 30 + (index % 70), at: '2026-02-14T09:30:00.000Z' };
  const mapped = { externalId: `order-${index}`, customer: order.customer, amount: prepared.total };
  const priced = { ...mapped, currency: 'EUR' };
  const response = errors.length > 0 ? { statusCode: 422, errors } : { statusCode: 200, id: `N${index}` };
  const passed: JourneyStage[] = [
    { name: 'preSavePage', input: order, output: order, errors: [] },
    { name: 'preMap', input: order, output: prepared, errors: [] },
    { name: 'mapping', input: prepared, output: mapped, errors: [] },
    { name: 'postMap', input: mapped, output: priced, errors: [] },
    { name: 'import', input: priced, output: response, errors },
    { name: 'postSubmit', input: response, output: response, errors: [] },
  ];
  if (errors.length > 0) return passed;
  const noted = { ...prepared, importedAs: `N${index}` };
  return [
    ...passed,
    { name: 'responseMapping', input: prepared, output: noted, errors: [] },
    { name: 'postResponseMap', input: noted, output: { ...noted, done: true }, errors: [] },
  ];
}

function orderOf(index: number): Fields {
  const names = ['Ada Lovelace', 'Grace Hopper', 'Alan Turing', 'Barbara Liskov', 'Edsger Dijkstra'];
  return {
    id: 1000 + index,
    customer: { name: names[index % names.length], city: index % 3 === 0 ? 'Zürich' : 'Rotterdam' },
    lines: [
      { sku: `SKU-${index % 97}`, quantity: 1 + (index % 5) },
      { sku: `SKU-${(index * 7) % 97}`, quantity: 1 },
    ],
  };
}

function errorsOf({ key, page, stages }: Journey): RunError[] {
  return stages.flatMap(({ name, errors }) =>
    errors.map((error) => ({ ...error, stage: name, source: SOURCES[name] ?? name, page, record: key })),
  );
}

const SOURCES: Partial<Record<StageName, string>> = { preSavePage: 'pre_save_page_hook' };

function pageOf(page: number, journey: readonly Journey[], pageSize: number): PageReport {
  const records = journey.slice(page * pageSize, (page + 1) * pageSize);
  const errors = records.flatMap(errorsOf).length;
  const names: readonly StageName[] = ['export', 'preSavePage', 'preMap', 'mapping', 'postMap', 'import', 'postSubmit'];
  const stages = names.map((name, index) => {
    const from = 10 + page * 12 + index * 1.5;
    return { name, from, to: from + 0.4 + ((page * 7 + index * 5) % 11) / 10 };
  });
  return { page, records: records.length, bytes: records.length * 180, errors, failed: false, retried: false, stages };
}

/** The step that a stage belongs to. */
function stepOf(name: StageName): Pick<RunReport['stages'][number], 'step' | 'kind' | 'trace'> {
  if (name === 'ping') return { step: 'ping', kind: 'connection', trace: 'apiCall' };
  return ['export', 'preSavePage'].includes(name)
    ? { step: 'export', kind: 'export', trace: name }
    : { step: 'import', kind: 'import', trace: name };
}

function stagesOf(journey: readonly Journey[], pages: readonly PageReport[]): RunReport['stages'] {
  const names = [...new Set(journey.flatMap(({ stages }) => stages.map(({ name }) => name)))];
  const ofRecords = names.map((name) => {
    const passed = journey.flatMap(({ stages }) => stages.filter((stage) => stage.name === name));
    return {
      name,
      ...stepOf(name),
      ...(FUNCTIONS[name] && { function: FUNCTIONS[name], called: { kind: name, isScript: false } }),
      calls: FUNCTIONS[name] ? pages.length : 0,
      input: name === 'export' ? 0 : passed.length,
      output: passed.filter(({ output }) => output !== undefined).length,
      ignored: passed.filter(({ ignored }) => ignored).length,
      errors: passed.flatMap(({ errors }) => errors).length,
      ms: pages.length * 1.25,
      bytes: passed.length * 180,
      slowest: { page: Math.min(3, pages.length - 1), ms: 1.4 },
    };
  });
  const once = (name: StageName) => ({
    ...{ name, ...stepOf(name), function: FUNCTIONS[name] as string, called: { kind: name, isScript: false } },
    ...{ calls: 1, input: 0, output: 0, ignored: 0, errors: 0 },
    ...{ ms: 0.8, bytes: 420 },
  });
  return [once('ping'), ...ofRecords, once('postAggregate')];
}
