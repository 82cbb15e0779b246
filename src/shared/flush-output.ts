/** The most milliseconds that a reader may take for what is left in a pipe. */
const MAX_FLUSH_TIME = 5000;

/**
 * Resolves once a pipe has taken what was written to stdout and stderr, at most 5 s later: `process.exit` drops what a
 * slow reader has not taken yet. Resolves at once for a stream that cannot be written.
 */
export async function flushOutput(): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, MAX_FLUSH_TIME);
  });
  await Promise.race([late, Promise.all([flush(process.stdout), flush(process.stderr)])]);
  clearTimeout(timer);
}

function flush(stream: NodeJS.WriteStream): Promise<unknown> {
  return new Promise((resolve) => {
    stream.once('error', resolve);
    stream.write('', resolve);
  });
}
