/** The counts of a run as the platform's job has them: over all steps of the flow, the exports included. */
export interface JobCounts {
  /** How the job ended. */
  readonly status: 'completed' | 'failed' | 'canceled';
  /** Records that succeeded. */
  readonly numSuccess: number;
  /** Records that were ignored. */
  readonly numIgnore: number;
  /** Errors. */
  readonly numError: number;
  /** Pages that the exports made. */
  readonly numPagesGenerated: number;
  /** Pages that went through the flow. */
  readonly numPagesProcessed: number;
}
