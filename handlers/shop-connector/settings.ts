import { define } from 'integrator-extension-lambda';
import { checkLicense } from './license.ts';

/** Functions as fields: their parameters are typed by `define`, and only `this` has to be said. */
export class Settings {
  readonly currencies = ['EUR', 'GBP', 'USD'];

  /** Saves only a currency that the connector can handle. */
  readonly persistSettings = define.persistSettings(function (this: Settings, options, callback) {
    const { currency } = options.pending;
    if (currency !== undefined && !this.currencies.includes(String(currency))) {
      return callback(new Error(`Orders can't be in ${currency}: choose one of ${this.currencies.join(', ')}.`));
    }
    callback(null, { success: true, pending: options.pending });
  });

  /** Offers the currencies anew. */
  readonly refreshMetadata = define.refreshMetadata(async function (this: Settings, { opts }) {
    return { ...opts, options: this.currencies };
  });

  readonly changeEdition = define.connectorChangeEdition(({ opts }, callback) => {
    checkLicense(opts);
    callback();
  });

  /** An order without its external id would be imported a second time: that mapping has to stay as it is. */
  readonly getMappingMetadata = define.getMappingMetadata(() => ({
    'orders-import': [
      { requiredGenerateFields: ['externalId', 'customer'], nonEditableGenerateFields: ['externalId'] },
      { generateList: 'items', requiredGenerateFields: ['sku', 'quantity'], nonEditableGenerateFields: [] },
    ],
  }));
}
