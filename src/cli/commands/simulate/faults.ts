import { CliError } from '../../cli-error.ts';

/**
 * Parses `--fault NAME=VALUE`, which overrides the flow's faults; the flow's schema checks the values.
 * @throws CliError for anything else
 */
export function parseFaults(said: readonly string[] = []): Record<string, unknown> {
  return Object.fromEntries(said.map(faultIn));
}

function faultIn(said: string): [name: string, value: unknown] {
  const [, name, value] = /^(\w+)=(.+)$/s.exec(said) ?? [];
  try {
    if (name !== undefined && value !== undefined) return [name, readValue(name, value)];
  } catch {
    // Reported like any other invalid value.
  }
  throw new CliError('invalid_fault', `--fault: found "${said}", expected ${EXPECTED}`, 2);
}

const EXPECTED =
  'a name and a number, as in coldEvery=3, failImport=RECORD:STATUS,…, or, of an app, loseAnswer=true or loseAnswer=FUNCTION,…';

/** The faults of an app that may name functions. */
const OF_FUNCTIONS = ['repeatStep', 'loseAnswer'];

function readValue(name: string, value: string): unknown {
  if (name === 'failImport') return failures(value);
  const isNames = OF_FUNCTIONS.includes(name) && /^[\p{L}_$]/u.test(value) && value !== 'true';
  return isNames ? value.split(',') : JSON.parse(value);
}

/** `7:422,9:401`: failing records with their status. */
function failures(value: string): { record: number; status: number }[] {
  return value.split(',').map((one) => {
    const [, record, status] = /^(\d+):(\d+)$/.exec(one) ?? [];
    if (record === undefined) throw new SyntaxError(one);
    return { record: Number(record), status: Number(status) };
  });
}
