import { createFakePlatform } from '../../fake-platform/index.ts';

/** Gives out the one-time tokens of a run's calls. */
export interface RunTokens {
  /** A token for one call. */
  readonly issue: () => string;
  /** Ends a token's life: the function has answered. */
  readonly revoke: (token: string) => void;
  readonly close: () => Promise<void>;
}

/** Where functions of this machine find the fake of the platform's API. */
const VARIABLE = 'INTEGRATOR_IO_API';

/**
 * Makes what gives out tokens.
 * @param secret is what every token of the run begins with
 * @param isReal says whether tokens open something: a fake of the platform's API, as long as the run goes on, at the
 * address in the environment variable INTEGRATOR_IO_API
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
