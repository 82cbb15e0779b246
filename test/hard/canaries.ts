/*
 * Secret values that no line may hold. Each has a core of letters and digits between characters that every encoding
 * changes. Only base64 and hexadecimal change the core.
 */
const canary = (core: string) => `!"${core}' é/+\\~(${core})*\n`;

const CORES = {
  bearerToken: 'BearerCanary7f3aQ',
  encrypted: 'EncryptedCanary91cX',
  settings: 'SettingsCanary5e0bZ',
  license: 'LicenseCanary2d8fK',
  systemToken: 'SystemCanary64b1W',
  header: 'HeaderCanary3ca9J',
} as const;

type Name = keyof typeof CORES;

const names = Object.keys(CORES) as Name[];

export const canaries = Object.fromEntries(names.map((name) => [name, canary(CORES[name])])) as Record<Name, string>;

/** A system token of all characters that a header allows. */
export const systemToken = `${CORES.systemToken}!'~()*+/==`;

/** Makes options as integrator.io sends them, with a canary in every secret or private place. */
export const createCanaryOptions = ({ bearerToken, encrypted }: Partial<typeof canaries> = canaries) => ({
  bearerToken: bearerToken ?? canaries.bearerToken,
  connection: {
    _id: 'c-1',
    encrypted: { password: encrypted ?? canaries.encrypted, deep: [{ key: canaries.encrypted }] },
  },
  settings: { apiUser: canaries.settings, nested: { list: [canaries.settings] } },
  license: { opts: canaries.license, expires: '2027-01-01T00:00:00.000Z' },
});

/** A pattern for each canary: its core, one of its three forms within base64, or hexadecimal. */
const patterns = names.map((name) => {
  const base64 = [0, 1, 2].map((before) => {
    const bytes = Buffer.from(' '.repeat(before) + CORES[name]);
    return bytes.toString('base64').slice(Math.ceil((before * 4) / 3), (bytes.length * 4) / 3);
  });
  return {
    name,
    pattern: new RegExp([CORES[name], ...base64, Buffer.from(CORES[name]).toString('hex')].join('|'), 'i'),
  };
});

/** Lists the names of the canaries in a text, in any form. */
export function findLeaks(text: string): Name[] {
  return patterns.filter(({ pattern }) => pattern.test(text)).map(({ name }) => name);
}
