import { CliError } from '../../cli-error.ts';

/** The regions of the platform, as people call them. */
export const REGIONS = ['us', 'eu'] as const;

export type AccountRegion = (typeof REGIONS)[number];

/** The address of a flow: its id, and the region if a URL names one. */
export interface FlowAddress {
  readonly id: string;
  readonly region: AccountRegion | undefined;
}

/** Where the platform's user interface and its API have the id of a flow. */
const PLACES = [/\/(?:flowBuilder|dataLoader)\/([\da-f]{24})(?![\da-z])/i, /\/flows\/([\da-f]{24})(?![\da-z])/i];

/**
 * Reads the address of a flow: its id, or its URL in the platform's user interface or API.
 * @throws CliError `no_flow_address` for any other text
 */
export function parseFlowAddress(written: string): FlowAddress {
  if (/^[\da-f]{24}$/i.test(written)) return { id: written, region: undefined };
  const { pathname = '', hash = '', hostname = '' } = URL.parse(written) ?? {};
  const [id] = PLACES.flatMap((place) => place.exec(`${pathname}${hash}`)?.[1] ?? []);
  if (id !== undefined) return { id, region: findRegion(hostname) };
  throw new CliError(
    'no_flow_address',
    `FLOW: found "${written}", expected the id of a flow, 24 hexadecimal digits, or its URL, as in https://integrator.io/integrations/ID/flowBuilder/ID`,
    2,
  );
}

function findRegion(hostname: string): AccountRegion | undefined {
  if (/^(?:api\.)?eu\.integrator\.io$/i.test(hostname)) return 'eu';
  return /^(?:api\.|www\.)?integrator\.io$/i.test(hostname) ? 'us' : undefined;
}
