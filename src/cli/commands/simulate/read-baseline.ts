import { describeReadFailure } from '../../../shared/describe-read-failure.ts';
import { readText } from '../../../shared/read-text.ts';
import { CliError } from '../../cli-error.ts';

/** What a baseline can be of: its key with that name holds the name of the flow or of the app. */
type Subject = 'flow' | 'app';

/**
 * Reads the file of `--compare`.
 * @throws CliError if the file holds no baseline of such a subject
 */
export function readBaseline<B>(path: string, subject: Subject): B {
  try {
    const before = parse(readText(path));
    const { version } = Object(before);
    if (version !== 1) throw new Error(`found version ${version}, expected 1`);
    if (!Object.hasOwn(Object(before), subject)) throw new Error(describeOther(before, subject));
    return before as B;
  } catch (thrown) {
    throw new CliError('invalid_baseline', `--compare: ${path}: ${describeReadFailure(thrown)}`, 2);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw new Error(`found no JSON, expected a baseline (${(thrown as Error).message})`);
  }
}

const WORDS = { flow: 'a flow', app: 'an app' } as const;

function describeOther(before: unknown, subject: Subject): string {
  const other: Subject = subject === 'flow' ? 'app' : 'flow';
  const found = Object.hasOwn(Object(before), other) ? `the baseline of ${WORDS[other]}` : 'no baseline';
  return `found ${found}, expected that of ${WORDS[subject]}`;
}
