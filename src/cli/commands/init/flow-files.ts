import type { ProjectOptions } from './flavour.ts';
import { CONNECTOR_ID, FUNCTIONS } from './functions.ts';
import baseline from './orders.baseline.json' with { type: 'json' };

/** The paths of a project's flow and of its baseline. */
export const FLOW = 'flows/orders.flow.yaml';
export const BASELINE = 'flows/orders.baseline.json';

/** A flow that shows what the functions do to records, its source, and the baseline of its regression test. */
export function flowFiles(flavour: ProjectOptions): [string, string][] {
  return [
    [FLOW, writeFlow(flavour)],
    ['flows/orders.csv', ORDERS],
    [BASELINE, `${JSON.stringify(baseline, undefined, 1)}\n`],
  ];
}

const ORDERS = `id,customer,sku,quantity,total,status
1001,Ada Byron,BK-01,2,39.80,open
1002,Émile Zola,PN-07,1,4.50,shipped
1003,  Mary Shelley ,BK-03,1,12.00,open
1004,Jane Austen,BK-09,3,58.20,cancelled
,Mark Twain,PN-02,2,6.40,open
1006,Lewis Carroll,BK-05,1,19.90,open
`;

function writeFlow({ language, kind, generation }: ProjectOptions): string {
  const grouped = generation === '1.0' ? "\n  generation: '1.0'" : '';
  const connector = kind === 'connector' ? `\n  connector: ${CONNECTOR_ID}` : '';
  return `# yaml-language-server: $schema=../node_modules/integrator-extension-lambda/docs/flow.schema.json
name: orders
extension:
  module: ../src/index.${language}${grouped}${connector}
connection:
  ping: ${FUNCTIONS.ping}
  encrypted:
    password: { env: SHOP_PASSWORD, default: sample }
export:
  file: orders.csv
  pageSize: 4
import:
  wrapper: ${FUNCTIONS.import}
  hooks:
    preMap: ${FUNCTIONS.preMap}
  mapping:
    fields:
      - { extract: id, generate: externalId }
      - { extract: customer, generate: customer }
      - { extract: sku, generate: item }
      - { extract: total, generate: total, dataType: number }
  responseMapping:
    fields:
      - { extract: id, generate: importedId }
`;
}
