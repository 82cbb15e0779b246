import { createFakePlatform } from '../../fake-platform/index.ts';

/** Issues the one-time tokens of a run's calls. */
export interface RunTokens {
  /** Issues a token for one call. */
  readonly issue: () => string;
  /** Revokes a token: the function has answered. */
  readonly revoke: (token: string) => void;
  readonly close: () => Promise<void>;
}

/** The environment variable by which functions on this machine find the fake platform. */
const VARIABLE = 'INTEGRATOR_IO_API';

/**
 * Makes the issuer of tokens.
 * @param secret the prefix of every token of the run
 * @param isReal whether tokens open a fake platform, which runs as long as the run, at the address in INTEGRATOR_IO_API
 */
export async function openTokens(secret: string, isReal: boolean): Promise<RunTokens> {
  let calls = 0;
  const issue = () => {
    calls += 1;
    return `${secret}-${calls}`;
  };
  if (!isReal) return { issue, revoke: () => {}, close: async () => {} };
  const platform = await createFakePlatform({ tokens: [] });
  const before = process.env[VARIABLE];
  process.env[VARIABLE] = platform.url;
  return {
    issue: () => platform.issueToken(issue()),
    revoke: platform.revokeToken,
    close: () => {
      if (before === undefined) delete process.env[VARIABLE];
      else process.env[VARIABLE] = before;
      return platform.close();
    },
  };
}
