import { toLiteral } from '../../../contracts/render/literal.ts';
import { orders } from '../../../contracts/samples.ts';
import { APP_GROUPS } from './app-files.ts';
import type { ProjectOptions } from './flavour.ts';
import { CONNECTOR_ID, FUNCTIONS, groups } from './functions.ts';

/** The code of a project's module and of its handler, by the path of each file. */
export function sourceFiles(flavour: ProjectOptions): [string, string][] {
  const { language } = flavour;
  const types = language === 'ts' ? TYPES : NO_TYPES;
  const host = flavour.target === 'server' ? { server: writeServer(flavour) } : { handler: writeHandler(flavour) };
  const files = { ...host, index: writeIndex(flavour), ...functionFiles(types, language) };
  return Object.entries(files).map(([name, code]) => [`src/${name}.${language}`, code]);
}

/** The file that hosts the module: `handler.ts`. */
export function hostFile({ target, language }: ProjectOptions): string {
  return `${target === 'server' ? 'server' : 'handler'}.${language}`;
}

/**
 * The parts of the code that only TypeScript has. Functions state what they answer: else the compiler reports a mistake
 * in their body at their first line.
 */
const TYPES = {
  importAction: ', type PreMapAction',
  importAnswers: ', type ExportPage, type ImportResult, type PingResponse',
  importOrder: 'type Order, ',
  importOrderAlone: "import type { Order } from './orders.ts';\n",
  order: '<Order>',
  paging: '<Order, Paging>',
  mapped: '<MappedOrder>',
  action: ': PreMapAction<Order>',
  answer: ': Promise<PingResponse>',
  page: ': Promise<OrderPage>',
  result: ': ImportResult',
  declareOrder: '\nexport type Order = (typeof orders)[number];\n',
  declarePaging: `
interface Paging {
  state: { after: number };
  configuration: { pageSize?: number };
}

type OrderPage = ExportPage<Order, Paging['state']>;

interface MappedOrder {
  externalId?: string;
}
`,
};

const NO_TYPES = Object.fromEntries(Object.keys(TYPES).map((key) => [key, ''])) as typeof TYPES;

const CONNECTOR = `/** The id that the marketplace has given your connector. The events in events/ name it, too. */
const connectorId = '${CONNECTOR_ID}';

`;

/** The part of a configuration that holds the module. */
export function writeConfig(kind: ProjectOptions['kind']): string {
  return kind === 'diy' ? 'diy: extension' : 'connectors: { [connectorId]: extension }';
}

function writeServer({ kind, language }: ProjectOptions): string {
  return `import { createServer } from 'integrator-extension-lambda/http';
import * as extension from './index.${language}';

${kind === 'connector' ? CONNECTOR : ''}const { TOKEN: systemToken, PORT = '8080', HOST: host = '127.0.0.1' } = process.env;

/** Answers calls until SIGTERM. Without a token it refuses to start. */
await createServer({ ${writeConfig(kind)}, systemToken, port: Number(PORT), host });
`;
}

function writeHandler({ kind, language }: ProjectOptions): string {
  const config = writeConfig(kind);
  return `import { createHandler } from 'integrator-extension-lambda';
import * as extension from './index.${language}';

${kind === 'connector' ? CONNECTOR : ''}export const handler = createHandler({ ${config} });
`;
}

function writeIndex({ kind, generation, language }: ProjectOptions): string {
  const [about, as] =
    generation === '2.0'
      ? ['A flat module: integrator.io finds a function by the name it is exported with.', () => '']
      : [
          'A grouped module: integrator.io names the group of a function by its `type`.',
          (group: string) => ` as ${group}`,
        ];
  return `// ${about}\n${listParts(kind, generation)
    .map((group) => `export *${as(group)} from './${group}.${language}';\n`)
    .join('')}`;
}

/** The files whose functions the module exports. */
function listParts(kind: ProjectOptions['kind'], generation: ProjectOptions['generation']): string[] {
  if (kind === 'diy') return groups();
  return [...groups(), ...(generation === '2.0' ? ['installer'] : APP_GROUPS)].sort();
}

function functionFiles(types: typeof TYPES, language: string): Record<string, string> {
  return {
    hooks: writeHooks(types),
    wrappers: writeWrappers(types, language),
    orders: `/** Stands for the application at the other end, until you call its API instead. */
export const orders = ${toLiteral(orders.map(({ updatedAt, ...order }) => order))};
${types.declareOrder}`,
  };
}

function writeHooks({ importAction, importOrderAlone, order, action }: typeof TYPES): string {
  return `import { define${importAction} } from 'integrator-extension-lambda';
${importOrderAlone}
/** Leaves out cancelled orders, and trims the names of customers. */
export const ${FUNCTIONS.preMap} = define.preMap${order}(({ data }) =>
  data.map((order)${action} => {
    if (order.status === 'cancelled') return {};
    return { data: { ...order, customer: order.customer.trim() } };
  }),
);
`;
}

function writeWrappers(types: typeof TYPES, language: string): string {
  const { importAnswers, importOrder, paging, mapped, declarePaging, answer, page, result } = types;
  return `import { define${importAnswers} } from 'integrator-extension-lambda';
import { ${importOrder}orders } from './orders.${language}';
${declarePaging}
/** Whether the connection works: 401 and the reason where it doesn't. */
export const ${FUNCTIONS.ping} = define.ping(async ({ connection })${answer} => {
  if (connection.encrypted?.password) return { statusCode: 200 };
  return { statusCode: 401, errors: [{ code: 'no_password', message: 'The connection has no password.' }] };
});

/** One page of orders: called again with the \`state\` it has answered, until it says that this was the last page. */
export const ${FUNCTIONS.export} = define.export${paging}(async ({ state, configuration })${page} => {
  const rest = orders.filter(({ id }) => id > (state?.after ?? 0));
  const data = rest.slice(0, configuration?.pageSize ?? 20);
  const last = data.at(-1);
  if (!last || data.length === rest.length) return { data, lastPage: true };
  return { data, lastPage: false, state: { after: last.id } };
});

/** One answer for each order, in the same order. */
export const ${FUNCTIONS.import} = define.import${mapped}(async ({ postMapData }) =>
  postMapData.map((order)${result} => {
    if (order.externalId) return { statusCode: 200, id: String(order.externalId) };
    return { statusCode: 422, errors: [{ code: 'no_id', message: 'The order has no externalId.' }] };
  }),
);
`;
}
