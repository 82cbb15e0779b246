import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { describeObstacle, suggestFolder, toFolder } from '../../../../src/cli/commands/init/folder-question.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'folder-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
});

describe('suggestFolder', () => {
  it("suggests the current folder if it is empty, but for git's own, else a new one in it", () => {
    mkdirSync(join(folder, '.git'));
    expect(suggestFolder(folder)).toBe('.');
    writeFileSync(join(folder, 'orders.csv'), '');
    expect(suggestFolder(folder)).toBe('my-extension');
  });
});

describe('toFolder', () => {
  it.each([
    [' shop ', 'shop'],
    ['~', homedir()],
    ['~/shop', `${homedir()}/shop`],
    ['~shop', '~shop'],
    ['a/~/b', 'a/~/b'],
  ])('takes %j as %s', (typed, expected) => {
    expect(toFolder(typed)).toBe(expected);
  });
});

describe('describeObstacle', () => {
  it('finds none in an empty or missing folder', () => {
    expect(describeObstacle(folder)).toBeUndefined();
    expect(describeObstacle(join(folder, 'none', 'yet'))).toBeUndefined();
  });

  it('says what is in a folder, and what adds to it', () => {
    writeFileSync(join(folder, 'orders.csv'), '');
    expect(describeObstacle(folder)).toBe(
      `Found "orders.csv" in ${folder}, expected an empty or new folder; init --here adds to it.`,
    );
  });

  it('says why a path can be no folder', () => {
    const file = join(folder, 'orders.csv');
    writeFileSync(file, '');
    expect(describeObstacle(file)).toMatch(/orders\.csv: expected an empty or new folder \(ENOTDIR/);
  });
});
