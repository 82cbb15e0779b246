import * as z from 'zod';

const functions = z.union([z.literal(true), z.array(z.string().min(1)).min(1)]);

/** What goes wrong on purpose in a life. `true` means each function that can meet the fault; a list names some. */
export const lifeFaultsSchema = z.strictObject({
  repeatStep: functions
    .optional()
    .describe('Runs each step twice, as a customer does who clicks again: true, or the names of functions.'),
  loseAnswer: functions
    .optional()
    .describe('Loses the first answer of each function that changes the account; the customer then tries again.'),
  abortAfter: z
    .int()
    .positive()
    .optional()
    .describe(
      'Ends each such call after this many changes of documents, once; the customer then tries again. The life is lived once more without faults, in an account of its own, and compared.',
    ),
  slow: z
    .int()
    .positive()
    .optional()
    .describe('Milliseconds by which each call is delayed: they count towards its timeout.'),
  429: z
    .union([
      z.int().min(2),
      z.strictObject({
        every: z.int().min(2).describe('The number of requests, of which the last one is refused.'),
        retryAfter: z.int().nonnegative().default(1).describe('The seconds in its Retry-After.'),
      }),
    ])
    .optional()
    .describe('Refuses every n-th request of a function to the API with 429, as the rate limit of an account does.'),
});

/** The validated faults of a life. */
export type LifeFaults = z.output<typeof lifeFaultsSchema>;
