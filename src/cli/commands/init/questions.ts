import { createInterface } from 'node:readline/promises';
import { CHOICES, type Choice, type ProjectOptions } from './flavour.ts';

/** The place of questions: usually a terminal. */
export interface Prompt {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

const QUESTIONS: Readonly<Record<Choice, string>> = {
  language: 'Language: TypeScript (ts) or JavaScript (js)?',
  kind: 'For your own integrations (diy), or for an integration app that you publish (connector)?',
  target: 'For AWS Lambda (lambda), or for a server of your own (server)?',
  generation: 'Functions at the top of the module (2.0), or in groups: hooks, wrappers … (1.0)?',
};

/**
 * Asks for choices, one after the other and each until it is answered; an empty line takes the default. Resolves to
 * undefined if the person leaves.
 */
export async function ask(choices: readonly Choice[], desk: Prompt): Promise<Partial<ProjectOptions> | undefined> {
  const reader = createInterface({ ...desk, historySize: 0 });
  // Not `question`: it loses lines that were typed ahead.
  const lines = reader[Symbol.asyncIterator]();
  let isOpen = true;
  reader.once('close', () => {
    isOpen = false;
  });
  const readLine = async (prompt: string) => {
    reader.setPrompt(prompt);
    if (isOpen) reader.prompt();
    const { value, done } = await lines.next();
    return done ? undefined : String(value);
  };
  try {
    const answers: Partial<Record<Choice, string>> = {};
    for (const choice of choices) {
      const answer = await askOne(choice, readLine);
      if (answer === undefined) return undefined;
      answers[choice] = answer;
    }
    return answers as Partial<ProjectOptions>;
  } finally {
    reader.close();
  }
}

async function askOne(choice: Choice, readLine: (prompt: string) => Promise<string | undefined>) {
  const values: readonly string[] = CHOICES[choice];
  for (
    let prompt = `${QUESTIONS[choice]} [${values[0]}] `;
    ;
    prompt = `Please answer ${values.join(' or ')}. [${values[0]}] `
  ) {
    const line = await readLine(prompt);
    if (line === undefined) return undefined;
    const answer = line.trim().toLowerCase() || String(values[0]);
    if (values.includes(answer)) return answer;
  }
}
