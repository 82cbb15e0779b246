import * as z from 'zod';

/** The faults that a run causes on purpose. */
export const faults = z.strictObject({
  coldEvery: z.int().positive().optional().describe('The number of calls after which functions run in a new process.'),
  retryPage: z.int().nonnegative().optional().describe('The page, from 0, that is sent through its import twice.'),
  failImport: z
    .array(
      z.strictObject({
        record: z.int().nonnegative().describe('The number of the record, from 0.'),
        status: z.literal([401, 422]).describe('401: the connection goes offline. 422: the record is at fault.'),
      }),
    )
    .optional()
    .describe('Records, counted from 0 over the whole run, with the status of their failure.'),
  failExport: z
    .array(z.int().nonnegative())
    .optional()
    .describe('Records, counted from 0 as the export finds them, that become errors with retry data.'),
  failAggregation: z.literal(true).optional().describe('The aggregation fails: postAggregate is sent its error.'),
  slow: z.int().positive().optional().describe('Milliseconds by which each call is delayed.'),
  offlineAt: z.int().nonnegative().optional().describe('The page before which the connection goes offline.'),
  concurrency: z.int().positive().optional().describe('The number of pages in flight at once.'),
});
