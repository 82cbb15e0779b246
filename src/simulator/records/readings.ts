import type { Reading } from '../scope/scope.ts';

/** How contested or unknown rules of sorting, grouping and one-to-many were read. */
export const readings = {
  partlyEmptyKey: {
    basis: 'assumed',
    rule: 'Records group where some of their group fields are empty: only keys without any value are empty.',
  },
  emptyKeysEqual: {
    basis: 'assumed',
    rule: 'Missing fields, null and the empty text are one value for groups.',
  },
  keysOfOtherType: { basis: 'assumed', rule: 'A text and a number with the same digits are in different groups.' },
  keysOfObjects: { basis: 'assumed', rule: 'Objects and lists are in one group if their JSON is equal.' },
  sortedTexts: {
    basis: 'assumed',
    rule: 'Texts sort by the codes of their characters: 10 before 9, and capitals before small letters.',
  },
  sortedTypes: {
    basis: 'assumed',
    rule: 'In ascending order missing values come first, then booleans, numbers, texts, and objects as they come.',
  },
  joinedChildren: {
    basis: 'assumed',
    rule: 'After a one-to-many step each child returns to its place in its parent, without _PARENT.',
  },
} as const satisfies Record<string, Reading>;
