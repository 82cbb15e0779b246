import { describe, expect, it } from 'vitest';
import { computeScore, type Score, scorePage } from '../../scripts/mutation/score.ts';

const page = '# Page\n\n<!-- mutation: written by a script -->\n<!-- /mutation -->\n\nThe end.\n';
const core: Score = { part: 'core', on: '2026-01-31', noticed: 3, survived: 1, leftOut: 2 };
const http: Score = { part: 'http', on: '2026-02-01', noticed: 2, survived: 0, leftOut: 0 };
const all = ['core', 'http'];

const of = (...statuses: string[]) => ({ mutants: statuses.map((status) => ({ status })) });

describe('The score of mutation testing', () => {
  it('counts as Stryker does', () => {
    const files = {
      'src/core/execute.ts': of('Killed', 'Survived', 'Ignored'),
      'src/core/logger.ts': of('Timeout', 'NoCoverage', 'RuntimeError'),
    };
    expect(computeScore('core', { files }, new Date('2026-01-31T12:00:00Z'))).toEqual({
      part: 'core',
      on: '2026-01-31',
      noticed: 2,
      survived: 2,
      leftOut: 1,
    });
  });

  it('is written for each part and for all, and the rest of the page stays', () => {
    expect(scorePage(page, [http, core], all)).toBe(
      [
        '# Page',
        '',
        '<!-- mutation: written by a script -->',
        '| part | measured | mutants | noticed | survived | score | left out |',
        '|---|---|--:|--:|--:|--:|--:|',
        '| core | 2026-01-31 | 4 | 3 | 1 | 75.0 % | 2 |',
        '| http | 2026-02-01 | 2 | 2 | 0 | 100.0 % | 0 |',
        '| **all** |  | 6 | 5 | 1 | 83.3 % | 2 |',
        '<!-- /mutation -->',
        '',
        'The end.',
        '',
      ].join('\n'),
    );
  });

  it('stays if a part is not measured again, unless the part is gone', () => {
    const measured = scorePage(page, [core, http], all);
    const again = { ...http, noticed: 1, survived: 1 };
    expect(scorePage(measured, [again], all)).toBe(scorePage(page, [core, again], all));
    expect(scorePage(measured, [], ['http'])).toBe(scorePage(page, [http], all));
  });

  it('is not written on a page without a place for it', () => {
    expect(() => scorePage('# Page', [core], all)).toThrow(/no place for the score/);
  });
});
