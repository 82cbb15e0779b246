import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CHOICES } from '../../../../src/cli/commands/init/flavour.ts';
import { ask, type Question } from '../../../../src/cli/commands/init/questions.ts';

const [DOWN, UP, ENTER] = ['\u001b[B', '\u001b[A', '\r'];
const [LANGUAGE, KIND, FOLDER] = ['Which language?', 'What are the functions for?', 'Where? A new or empty folder'];

/** Waits for a text, then presses keys; `undefined` ends the input. */
type Turn = readonly [seen: string, keys: string | undefined];

/** A person before a terminal, who takes one turn after the other. */
function sitDown(turns: readonly Turn[], size = {}) {
  const [input, output] = [new PassThrough(), Object.assign(new PassThrough(), size)];
  const left = [...turns];
  let [shown, read] = ['', 0];
  output.setEncoding('utf8').on('data', (text: string) => {
    shown += stripVTControlCharacters(text);
    for (let [next] = left; next && shown.includes(next[0], read); [next] = left) {
      left.shift();
      read = shown.indexOf(next[0], read) + next[0].length;
      const [, keys] = next;
      // A person is never faster than the question.
      setImmediate(() => (keys === undefined ? input.end() : input.write(keys)));
    }
  });
  return { input, output, shown: () => shown };
}

async function answer(questions: readonly Question[], ...turns: Turn[]) {
  const desk = sitDown(turns);
  return { answers: await ask(questions, desk), shown: desk.shown() };
}

describe('ask', () => {
  it('asks for each open choice, and for no other, and arrow keys choose', async () => {
    const { answers, shown } = await answer(['language', 'kind'], [LANGUAGE, `${DOWN}${ENTER}`], [KIND, ENTER]);
    expect(answers).toEqual({ language: 'js', kind: 'diy' });
    expect(shown).not.toContain('How is the module laid out?');
    expect(shown).not.toContain(FOLDER);
  });

  it('goes back up to a choice that was left', async () => {
    const { answers } = await answer(['kind'], [KIND, `${DOWN}${UP}${ENTER}`]);
    expect(answers).toEqual({ kind: 'diy' });
  });

  it('explains each choice in a line, names the value of its flag, and takes the first for Enter', async () => {
    const { answers, shown } = await answer(
      ['language', 'kind', 'generation', 'target'],
      [LANGUAGE, ENTER],
      [KIND, ENTER],
      ['How is the module laid out?', ENTER],
      ['Where will it run?', ENTER],
    );
    expect(answers).toEqual({ language: 'ts', kind: 'diy', generation: '2.0', target: 'lambda' });
    for (const value of Object.values(CHOICES).flat()) {
      const line = new RegExp(`^\\S  . [^\\n(]+ \\(${value.replace('.', '\\.')}\\): [^\\n;]+; [^\\n]+$`, 'm');
      expect(shown).toMatch(line);
    }
  });

  it.each([
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', '\u0004'],
    ['Escape', '\u001b'],
    ['the end of the input', undefined],
  ])('resolves to nothing if the person leaves by %s', async (_, keys) => {
    const { answers, shown } = await answer(['language', 'kind', 'target'], [LANGUAGE, ENTER], [KIND, keys]);
    expect(answers).toBeUndefined();
    expect(shown).not.toContain('Where will it run?');
  });

  it('resolves to nothing for a person who left before', async () => {
    const desk = sitDown([]);
    desk.input.resume().end();
    await new Promise((resolve) => desk.input.once('end', resolve));
    expect(await ask(['language'], desk)).toBeUndefined();
  });

  it('keeps its lines whole in a terminal that does not know its size', async () => {
    const desk = sitDown([[LANGUAGE, ENTER]], { columns: 0, rows: 0 });
    expect(await ask(['language'], desk)).toEqual({ language: 'ts' });
    expect(desk.shown()).toContain('JavaScript (js): editors check it; for teams without TypeScript');
  });
});

describe('ask for the folder', () => {
  it('says at once what is in a folder, and takes another', async () => {
    const taken = mkdtempSync(join(tmpdir(), 'taken-'));
    onTestFinished(() => rmSync(taken, { recursive: true }));
    writeFileSync(join(taken, 'orders.csv'), '');
    const { answers } = await answer(
      ['folder'],
      [FOLDER, `${taken}${ENTER}`],
      ['Found "orders.csv" in', `/shop${ENTER}`],
    );
    expect(answers).toEqual({ folder: join(taken, 'shop') });
  });

  it('takes the folder that it suggests for Enter, or for spaces', async () => {
    expect((await answer(['folder'], [FOLDER, ENTER])).answers).toEqual({ folder: 'my-extension' });
    expect((await answer(['folder'], [FOLDER, `  ${ENTER}`])).answers).toEqual({ folder: 'my-extension' });
  });

  it('knows the home folder by its short name', async () => {
    const { answers } = await answer(['folder'], [FOLDER, `~/none/shop ${ENTER}`]);
    expect(answers).toEqual({ folder: join(homedir(), 'none/shop') });
  });

  it.each([
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', 'sh\u0004'],
  ])('resolves to nothing if the person leaves by %s', async (_, keys) => {
    expect((await answer(['folder', 'language'], [FOLDER, keys])).answers).toBeUndefined();
  });
});
