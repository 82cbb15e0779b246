import { describe, expect, it } from 'vitest';
import { readVerdict } from '../../scripts/audit/verdict.ts';

const vulnerabilities = {
  left: {
    name: 'left',
    severity: 'high',
    range: '<=1.2.0',
    via: [{ title: 'Pads on the right', url: 'https://example.com/advisory' }],
  },
  lines: { name: 'lines', severity: 'moderate', range: '*', via: ['left'] },
};

describe('An audit', () => {
  it('passes if no vulnerability is known', () => {
    const report = { auditReportVersion: 2, vulnerabilities: {} };
    expect(readVerdict(JSON.stringify(report))).toEqual({ code: 0, text: 'No known vulnerabilities.' });
  });

  it('fails for every vulnerable package, and names its vulnerabilities', () => {
    expect(readVerdict(JSON.stringify({ auditReportVersion: 2, vulnerabilities }))).toEqual({
      code: 1,
      text: [
        'high  left <=1.2.0: Pads on the right https://example.com/advisory',
        'moderate  lines *: through left',
        'Vulnerable packages: 2',
      ].join('\n'),
    });
  });

  it.each([
    [
      'a registry that refuses',
      JSON.stringify({ message: '405 Method Not Allowed', statusCode: 405 }),
      '405 Method Not',
    ],
    ['no answer', '', 'has answered ""'],
    ['an answer that is none', '{}', 'has answered "{}"'],
  ])('does not pass after %s', (_, output, why) => {
    const { code, text } = readVerdict(output);
    expect(code).toBe(2);
    expect(text).toContain('Not audited, nothing is known');
    expect(text).toContain(why);
  });
});
