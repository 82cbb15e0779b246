import { blocks } from './blocks.ts';
import { comparisons } from './comparisons.ts';
import { dates } from './dates.ts';
import { digests } from './digests.ts';
import { encodings } from './encodings.ts';
import type { Helper } from './helper.ts';
import { letterCases } from './letter-cases.ts';
import { lists } from './lists.ts';
import { numbers } from './numbers.ts';
import { patterns } from './patterns.ts';
import { texts } from './texts.ts';

/** The helpers of the platform, by their names. */
export const knownHelpers: ReadonlyMap<string, Helper> = new Map<string, Helper>(
  [numbers, letterCases, texts, lists, dates, encodings, digests, patterns, comparisons, blocks].flatMap((group) =>
    Object.entries<Helper>(group),
  ),
);
