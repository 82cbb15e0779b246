import type { Reading } from '../scope/scope.ts';

/** How contested or unknown rules of filters were read. */
export const readings = {
  missingText: { basis: 'assumed', rule: 'A field that is missing or null is compared as an empty text.' },
  missingValue: {
    basis: 'assumed',
    rule: 'A comparison of a number, boolean or time that is missing or null is false, notequals included.',
  },
  blankNumber: { basis: 'assumed', rule: 'A blank text is no number and no time: it counts as a missing field.' },
  booleanNumber: { basis: 'assumed', rule: 'A boolean is no number: it fails the record.' },
  timeWithoutZone: { basis: 'assumed', rule: 'A time without a time zone is one of UTC.' },
  monthFirst: { basis: 'assumed', rule: 'A date with slashes begins with its month, and is one of UTC.' },
  digitsAsTime: { basis: 'assumed', rule: 'A text of 12 to 14 digits is a time in milliseconds.' },
  unreadableTime: { basis: 'assumed', rule: 'A text that is no known form of a date fails the record.' },
  whitespace: { basis: 'assumed', rule: 'A text of white space alone is not empty.' },
  emptyContainer: { basis: 'assumed', rule: 'An empty list and an empty object are not empty.' },
  listText: { basis: 'assumed', rule: 'A list becomes one text, with commas between its values.' },
  objectText: { basis: 'assumed', rule: 'An object has no text: it fails the record.' },
  textOfValue: {
    basis: 'assumed',
    rule: 'startswith, endswith, contains and matches take the text of a number or boolean.',
  },
  untyped: {
    basis: 'assumed',
    rule: 'Values without a type are compared as they are: those of different types are never equal, greater or less.',
  },
  firstRow: { basis: 'assumed', rule: 'In a grouped record the field of a filter is that of the first row.' },
  allRules: {
    basis: 'assumed',
    rule: 'and and or convert the values of all their rules: a value that is not convertible fails the record.',
  },
  anyOf: { basis: 'assumed', rule: 'anyof is true where the value equals one of the list.' },
  rulesBesideExpression: { basis: 'assumed', rule: 'A filter whose expression has no rules takes those beside it.' },
} as const satisfies Record<string, Reading>;
