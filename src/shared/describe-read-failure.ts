/** What was found in the place of a file, by the codes of the file system. */
const FOUND: Readonly<Record<string, string>> = {
  ENOENT: 'found nothing, expected a file',
  ENOTDIR: 'found nothing, expected a file',
  EISDIR: 'found a folder, expected a file',
  EACCES: 'found a file that must not be read, expected a readable one',
  EPERM: 'found a file that must not be read, expected a readable one',
};

/** Says why a file could not be read, without its path. Any other error is told as it is. */
export function describeReadFailure(thrown: unknown): string {
  const { code, message } = Object(thrown);
  return FOUND[code] ?? message;
}
