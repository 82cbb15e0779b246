const EDITIONS = ['starter', 'standard', 'premium'];

/** @throws Error if `opts` has no license, or one of an edition that this connector does not have */
export function checkLicense(opts: Record<string, unknown> | undefined): void {
  const { edition } = (opts?.connectorLicense ?? {}) as { edition?: unknown };
  if (!EDITIONS.includes(String(edition))) {
    throw new Error(`The license is of edition ${edition}; the connector has ${EDITIONS.join(', ')}.`);
  }
}
