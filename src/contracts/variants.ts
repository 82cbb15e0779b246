import type { Kind } from './define.ts';
import { mappedOrders, orders, sampleLicense } from './samples.ts';

/** A further example of a kind: the sample's options with these changes. `undefined` removes an option. */
export interface Variant {
  readonly options: Readonly<Record<string, unknown>>;
  readonly response?: unknown;
}

const _parentIntegrationId = '5f000000000000000000000a';
const configuration = { table: 'orders' };
const parent = { _id: _parentIntegrationId, name: 'Shops' };
const retryDataKey = 'order-1003';
const retried = { ...orders[0], id: 1003 };
const noCustomer = { code: 'no_customer', message: 'Order 1003 has no customer.', source: 'preSavePage' };
const duplicate = { code: 'duplicate', message: 'This order exists.', source: 'orders' };
const failed = {
  statusCode: 422,
  errors: [duplicate],
  ignored: false,
  id: '9002',
  _json: { reason: 'duplicate' },
  dataURI: 'https://example.com/orders/9002',
};
const imported = { statusCode: 200, errors: [], ignored: false, id: '9001', _json: { id: '9001' } };
const connector = { _parentIntegrationId, configuration };

/**
 * Examples for the documented fields that a kind's sample lacks: some exclude each other, others are sent to few
 * functions only.
 */
export const variants: Readonly<Partial<Record<Kind, Readonly<Record<string, Variant>>>>> = {
  preSavePage: {
    file: {
      options: {
        ...connector,
        errors: [{ ...noCustomer, source: 'export', retryDataKey }],
        retryData: { [retryDataKey]: { data: retried, stage: 'export', traceKey: '1003' } },
        files: orders.map(() => ({ fileMeta: { fileName: 'orders-2026-01-31.csv' } })),
        lastExportDateTime: '2026-01-30T00:00:00.000Z',
        currentExportDateTime: '2026-01-31T00:00:00.000Z',
        pageIndex: 1,
        preview: false,
      },
      response: {
        data: orders,
        errors: [{ ...noCustomer, retryDataKey }],
        abort: true,
        newErrorsAndRetryData: [{ retryData: retried, errors: [noCustomer] }],
      },
    },
  },
  preMap: { connector: { options: connector } },
  postMap: {
    connector: {
      options: connector,
      response: [{ data: mappedOrders[0] }, { errors: [{ ...noCustomer, source: 'postMap' }] }],
    },
  },
  postSubmit: {
    connector: { options: { ...connector, responseData: [imported, failed] }, response: [imported, failed] },
  },
  postResponseMap: {
    'one-to-many': {
      options: { _parentIntegrationId, responseData: [imported, failed], oneToMany: true, pathToMany: 'lines' },
    },
    lookup: {
      options: {
        _importId: undefined,
        _exportId: '5f0000000000000000000002',
        responseData: orders.map(() => ({ statusCode: 200, errors: [], ignored: false, data: [{ vat: 19 }] })),
      },
    },
  },
  postAggregate: {
    failed: {
      options: {
        ...connector,
        postAggregateData: { success: false, code: 'ECONNRESET', message: 'The transfer broke off.', source: 'ftp' },
      },
    },
  },
  formInit: {
    child: { options: { parentResource: parent, grandparentResource: parent, parentLicense: sampleLicense } },
  },
  step: {
    connection: {
      options: {
        formSubmission: undefined,
        _connectionId: '5f0000000000000000000003',
        parentResource: parent,
        parentLicense: sampleLicense,
      },
    },
  },
  ping: {
    import: {
      options: { _exportId: undefined, _importId: '5f0000000000000000000005' },
      response: { statusCode: 401, errors: [{ code: 'login_failed', message: 'The password is wrong.' }] },
    },
  },
  export: {
    once: {
      options: { type: 'once', delta: undefined, state: undefined, once: { booleanField: 'exported' }, configuration },
    },
    test: {
      options: { type: 'test', delta: undefined, state: undefined, test: { limit: 10 } },
      response: { connectionOffline: true, errors: [{ code: 'login_failed', message: 'The password is wrong.' }] },
    },
    lookup: { options: { type: undefined, delta: undefined, state: undefined, data: orders } },
  },
  import: { configured: { options: { configuration } } },
};

/** Makes the options of a variant; those of the sample without a name. */
export function applyVariant(sample: Readonly<Record<string, unknown>>, variant?: Variant): Record<string, unknown> {
  const merged = Object.entries({ ...sample, ...variant?.options });
  return Object.fromEntries(merged.filter(([, value]) => value !== undefined));
}
