import { CliError } from '../../cli-error.ts';

/**
 * The faults that `--fault NAME=VALUE` names, over those of the flow; what they may be is the flow's to say.
 * @throws CliError where one is not said so
 */
export function parseFaults(said: readonly string[] = []): Record<string, unknown> {
  return Object.fromEntries(said.map(faultIn));
}

function faultIn(said: string): [name: string, value: unknown] {
  const [, name, value] = /^(\w+)=(.+)$/s.exec(said) ?? [];
  try {
    if (name !== undefined && value !== undefined)
      return [name, name === 'failImport' ? failures(value) : JSON.parse(value)];
  } catch {
    // As if it had not been said at all.
  }
  throw new CliError('invalid_fault', `--fault: found ${said}, expected ${EXPECTED}`, 2);
}

const EXPECTED = 'a name and a number, as in coldEvery=3, or failImport=RECORD:STATUS,…';

/** `7:422,9:401`: the records that fail, and how. */
function failures(value: string): { record: number; status: number }[] {
  return value.split(',').map((one) => {
    const [, record, status] = /^(\d+):(\d+)$/.exec(one) ?? [];
    if (record === undefined) throw new SyntaxError(one);
    return { record: Number(record), status: Number(status) };
  });
}
