/*
 * Values that must turn up nowhere. Each has a core of letters and digits, which every encoding but base64 leaves as it
 * is, between characters that each encoding writes in its own way.
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

/** What a token in a header may be made of. */
export const systemToken = `${CORES.systemToken}!'~()*+/==`;

/** Options as integrator.io sends them, with a canary in every place that holds a secret or what is nobody's business. */
export const canaryOptions = ({ bearerToken, encrypted }: Partial<typeof canaries> = canaries) => ({
  bearerToken: bearerToken ?? canaries.bearerToken,
  connection: {
    _id: 'c-1',
    encrypted: { password: encrypted ?? canaries.encrypted, deep: [{ key: canaries.encrypted }] },
  },
  settings: { apiUser: canaries.settings, nested: { list: [canaries.settings] } },
  license: { opts: canaries.license, expires: '2027-01-01T00:00:00.000Z' },
});

/** As one may find them: the core, or any third of the ways in which base64 writes it. */
const patterns = names.map((name) => {
  const base64 = [0, 1, 2].map((before) => {
    const bytes = Buffer.from(' '.repeat(before) + CORES[name]);
    return bytes.toString('base64').slice(Math.ceil((before * 4) / 3), (bytes.length * 4) / 3);
  });
  return { name, pattern: new RegExp([CORES[name], ...base64].join('|'), 'i') };
});

/** The names of the canaries that a text holds, in whatever form. */
export function leaksIn(text: string): Name[] {
  return patterns.filter(({ pattern }) => pattern.test(text)).map(({ name }) => name);
}
