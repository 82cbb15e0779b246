import type { Readable, Writable } from 'node:stream';
import { type CANCEL_SYMBOL, intro, isCancel, outro, select, text, updateSettings } from '@clack/prompts';
import { CHOICES, type Choice, type ProjectOptions } from './flavour.ts';
import { describeObstacle, suggestFolder, toFolder } from './folder-question.ts';

/** The place of questions: usually a terminal. */
export interface Prompt {
  readonly input: Readable;
  readonly output: Writable;
}

/** What can be asked: where the project goes, and each of its choices. */
export type Question = 'folder' | Choice;

/** What a person answered; only what was asked. */
export type Answers = Partial<ProjectOptions> & { readonly folder?: string };

/** The text of a question, and a line for each answer: what you get, and when to choose it. */
interface ChoiceText<C extends Choice> {
  readonly question: string;
  readonly lines: Readonly<Record<(typeof CHOICES)[C][number], string>>;
}

/** Each line fits into a terminal of 80 columns. */
const TEXTS: { readonly [C in Choice]: ChoiceText<C> } = {
  language: {
    question: 'Which language?',
    lines: {
      ts: 'TypeScript (ts): Node runs it, tsc checks it; the usual choice',
      js: 'JavaScript (js): editors check it; for teams without TypeScript',
    },
  },
  kind: {
    question: 'What are the functions for?',
    lines: {
      diy: 'Your own integrations (diy): flows of your account; the usual one',
      connector: 'An integration app (connector): you publish it; others install it',
    },
  },
  generation: {
    question: 'How is the module laid out?',
    lines: {
      '2.0': 'Flat (2.0): functions at the top; for stacks created by hand',
      '1.0': 'Grouped (1.0): hooks, wrappers …; for stacks of framework 1.0',
    },
  },
  target: {
    question: 'Where will it run?',
    lines: {
      lambda: 'AWS Lambda (lambda): deployed by SAM; no server to look after',
      server: 'A server of your own (server): plain HTTP; behind your proxy',
    },
  },
};

/** What a terminal sends for Ctrl-D. */
const END_OF_INPUT = '\u0004';

/**
 * Asks questions, one after the other, in a terminal that moves its cursor. Resolves to undefined if the person leaves:
 * by Ctrl-C, Ctrl-D or Escape, or by the end of the input.
 */
export async function ask(questions: readonly Question[], desk: Prompt): Promise<Answers | undefined> {
  const { output } = desk;
  giveSize(output);
  updateSettings({ aliases: { [END_OF_INPUT]: 'cancel' } });
  intro('The choices for your project. Ctrl-C leaves, and nothing is written.', { output });
  const answers: Partial<Record<Question, string>> = {};
  for (const question of questions) {
    const answer = await askUntilEnd(question, desk);
    if (answer === undefined) return undefined;
    answers[question] = answer;
  }
  outro('Writing the files.', { output });
  return answers as Answers;
}

/** Some terminals do not know their size, and say 0: the library would write each letter into a line of its own. */
function giveSize(output: Writable & { readonly columns?: number }): void {
  if (output.columns === 0) Object.assign(output, { columns: 80, rows: 24 });
}

/** The library waits for ever at the end of the input: a signal ends its question. */
async function askUntilEnd(question: Question, desk: Prompt): Promise<string | undefined> {
  const leaving = new AbortController();
  const leave = () => leaving.abort();
  desk.input.once('end', leave);
  if (desk.input.readableEnded) leave();
  try {
    const place = { ...desk, signal: leaving.signal };
    const answer = await (question === 'folder' ? askFolder(place) : askChoice(question, place));
    return isCancel(answer) ? undefined : answer;
  } finally {
    desk.input.off('end', leave);
  }
}

/** A place whose questions end with a signal. */
interface Place extends Prompt {
  readonly signal: AbortSignal;
}

function askChoice(choice: Choice, place: Place): Promise<string | typeof CANCEL_SYMBOL> {
  const { question, lines } = TEXTS[choice];
  const options = Object.entries<string>(lines).map(([value, label]) => ({ value, label }));
  return select({ ...place, message: question, options, initialValue: CHOICES[choice][0] });
}

async function askFolder(place: Place): Promise<string | typeof CANCEL_SYMBOL> {
  const suggested = suggestFolder('.');
  const answer = await text({
    ...place,
    message: `Where? A new or empty folder; Enter takes ${suggested === '.' ? 'this one' : suggested}`,
    placeholder: suggested,
    defaultValue: suggested,
    // An empty line is validated before it becomes the default.
    validate: (typed) => describeObstacle(toFolder(typed ?? '') || suggested),
  });
  return isCancel(answer) ? answer : toFolder(answer) || suggested;
}
