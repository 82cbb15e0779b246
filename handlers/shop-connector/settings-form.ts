/** The currencies that the connector supports. */
export const CURRENCIES: readonly string[] = ['EUR', 'GBP', 'USD'];

/** Makes the settings of a new integration: the page of settings shows their sections, field by field. */
export function createSettings(currency = 'EUR') {
  const field = { name: 'currency', label: 'Currency', type: 'select', options: CURRENCIES, value: currency };
  return { sections: [{ title: 'Orders', fields: [field] }] };
}
