/** How a call is addressed: the extension options on the wire, which Lambda carries as the client context. */
export interface SentAddress {
  readonly type?: string;
  readonly function: string;
  readonly diy?: true;
  readonly _connectorId?: string;
  readonly maxResponseSize?: number;
}

/** An address in which what isn't said isn't there. */
export function addressTo(
  name: string,
  type: string | undefined,
  host: { readonly diy: true } | { readonly _connectorId: string },
  maxResponseSize?: number,
): SentAddress {
  return { ...(type && { type }), function: name, ...host, ...(maxResponseSize && { maxResponseSize }) };
}

/** An address as Lambda's ClientContext. */
export function toBase64(address: SentAddress): string {
  return Buffer.from(JSON.stringify(address)).toString('base64');
}
