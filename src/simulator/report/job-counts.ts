/** The counts of a run as the platform's job has them: over all steps of the flow, the exports included. */
export interface JobCounts {
  readonly status: 'completed' | 'failed' | 'canceled';
  readonly numSuccess: number;
  readonly numIgnore: number;
  readonly numError: number;
  readonly numPagesGenerated: number;
  readonly numPagesProcessed: number;
}
