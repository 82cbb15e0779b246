import { describe, expect, it } from 'vitest';
import { scorePage } from '../../scripts/mutation/score.ts';

const page = '# Page\n\n<!-- mutation: written by a script -->\nan old score\n<!-- /mutation -->\n\nThe end.\n';
const of = (...statuses: string[]) => ({ mutants: statuses.map((status) => ({ status })) });
const report = {
  files: {
    'src/define.ts': of('Killed', 'Timeout'),
    'src/core/call.ts': of('Killed', 'Survived', 'Ignored'),
    'src/core/log.ts': of('Killed', 'NoCoverage', 'RuntimeError'),
  },
};

describe('The score of mutation testing', () => {
  it('is told for each area and for all, as Stryker counts it, and leaves the rest of the page as it is', () => {
    expect(scorePage(page, report, new Date('2026-01-31T12:00:00Z'))).toBe(
      [
        '# Page',
        '',
        '<!-- mutation: written by a script -->',
        'As of 2026-01-31:',
        '',
        '| code | changes tried | noticed | survived | score | left out |',
        '|---|--:|--:|--:|--:|--:|',
        '| `src/core` | 4 | 2 | 2 | 50.0 % | 1 |',
        '| `src/define.ts` | 2 | 2 | 0 | 100.0 % | 0 |',
        '| all | 6 | 4 | 2 | 66.7 % | 1 |',
        '<!-- /mutation -->',
        '',
        'The end.',
        '',
      ].join('\n'),
    );
  });

  it('is not written on a page that has no place for it', () => {
    expect(() => scorePage('# Page', report, new Date())).toThrow(/found no place for the score/);
  });
});
