import { define } from 'integrator-extension-lambda';
import { checkLicense } from './license.ts';
import { CURRENCIES } from './settings-form.ts';

/** Functions as fields: `define` types their parameters, and only `this` needs a type. */
export class Settings {
  readonly currencies = CURRENCIES;

  /** Saves only a currency that the connector supports. */
  readonly persistSettings = define.persistSettings(function (this: Settings, options, callback) {
    const { currency } = options.pending;
    if (currency !== undefined && !this.currencies.includes(String(currency))) {
      return callback(new Error(`Orders can't be in ${currency}: choose one of ${this.currencies.join(', ')}.`));
    }
    callback(null, { success: true, pending: options.pending });
  });

  /** Lists the currencies again. */
  readonly refreshMetadata = define.refreshMetadata(async function (this: Settings, { opts }) {
    return { ...opts, options: this.currencies };
  });

  readonly changeEdition = define.connectorChangeEdition(({ opts }, callback) => {
    checkLicense(opts);
    callback();
  });

  /** Without its external id an order would be imported twice: that mapping must stay. Version 2 needs a currency. */
  readonly getMappingMetadata = define.getMappingMetadata(({ version = '1.0.0' }) => {
    const needed = Number.parseInt(version, 10) >= 2 ? ['currency'] : [];
    return {
      'orders-import': [
        { requiredGenerateFields: ['externalId', 'customer', ...needed], nonEditableGenerateFields: ['externalId'] },
        { generateList: 'items', requiredGenerateFields: ['sku', 'quantity'], nonEditableGenerateFields: [] },
      ],
    };
  });
}
