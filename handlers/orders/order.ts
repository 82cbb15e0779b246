/** A record of exportOrders. */
export interface Order {
  id: number;
  customer: string;
  sku: string;
  quantity: number;
  /** With tax; null if it was never entered. */
  total: number | null;
  status: 'open' | 'shipped' | 'cancelled';
  /** ISO 8601, UTC. */
  updatedAt: string;
  /** The name of the file that the order came from, in file exports. */
  file?: string;
}

/** A record after the import's mapping, as importOrders gets it. */
export interface MappedOrder {
  externalId: string;
  customer: string;
  sku: string;
  quantity: number;
  /** With tax. */
  amount: number | null;
  /** The part of the amount that is tax. */
  tax?: number;
  currency?: string;
}

/** The custom settings of the integration. */
export interface OrderSettings {
  /** ISO 4217. */
  currency?: string;
  /** Per cent. */
  taxRate?: number;
  /** The number of pages after which an export ends; by default all pages. */
  maxPages?: number;
  /** Where the shop shows its orders: the start of the links to failed orders. */
  shopUrl?: string;
}
