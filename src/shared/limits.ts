/** The most bytes of a synchronous call on Lambda, options or response. AWS Lambda quotas: 6 MB and an envelope. */
export const LAMBDA_PAYLOAD_LIMIT = 6_291_556;

/**
 * The most bytes of a response whose caller names no limit. integrator.io: a page has at most 5 MB. The original
 * package has the same default.
 */
export const PAGE_LIMIT = 5_242_880;

/**
 * Milliseconds before a sandbox's timeout at which a pending call is answered. A rule of this package: it leaves the
 * runtime the time to send the answer.
 */
export const DEADLINE_MARGIN = 500;
