import type { Reading } from '../scope/scope.ts';

/** How the contested and unknown rules of expressions were read. */
export const readings = {
  numberAsText: {
    basis: 'assumed',
    rule: 'A helper of texts takes a number, true or false as its text.',
  },
  joinedValues: {
    basis: 'assumed',
    rule: 'Numbers that stand side by side at the start of a template are joined as texts, and not added.',
  },
  notNumeric: {
    basis: 'assumed',
    rule: 'A helper of numbers fails a record whose value is missing or no number.',
  },
  notText: { basis: 'assumed', rule: 'A helper of texts fails a record whose value is a list or an object.' },
  notList: {
    basis: 'assumed',
    rule: 'A helper of lists takes a missing value as an empty list, and fails other values.',
  },
  looseEquality: { basis: 'documented', rule: 'The helper eq compares loosely: 5 equals "5".' },
  mixedComparison: {
    basis: 'assumed',
    rule: 'The helper compare orders a number and a text as JavaScript does: as numbers.',
  },
  zeroIsFalse: {
    basis: 'documented',
    rule: 'The number 0 counts as false in and, or, not and neither; the text "0" as true.',
  },
  emptyText: { basis: 'assumed', rule: 'The helper isEmpty takes an empty text as empty.' },
  splitAsList: {
    basis: 'assumed',
    rule: 'The helper split without an index gives the whole list to a helper around it.',
  },
  missingItem: { basis: 'assumed', rule: 'The helper join keeps the place of a missing value, as an empty text.' },
  openSubstring: { basis: 'assumed', rule: 'The helper substring without an end reads to the end of the text.' },
  oddSubstring: {
    basis: 'assumed',
    rule: 'The helper substring takes a negative place as 0, and swaps places in the wrong order.',
  },
  wordCase: {
    basis: 'assumed',
    rule: 'The helpers of letter cases begin a word at a capital after a small letter or a digit, and drop letters outside ASCII.',
  },
  classicBytes: {
    basis: 'assumed',
    rule: 'The helper bytes writes sizes as the library handlebars-helpers does: rounded, without trailing zeros.',
  },
  classicCommas: {
    basis: 'assumed',
    rule: 'The helper addCommas sets commas among decimals too, as handlebars-helpers does.',
  },
  classicSentence: {
    basis: 'assumed',
    rule: 'The helper sentence ends a sentence at a full stop, exclamation or question mark.',
  },
  classicChop: { basis: 'assumed', rule: 'The helper chop removes from both ends what is no ASCII letter or digit.' },
  fewWords: {
    basis: 'assumed',
    rule: 'The helper truncateWords adds no suffix to a text with no more words than the limit.',
  },
  digits: {
    basis: 'assumed',
    rule: 'Without digits, toFixed writes none, toPrecision one, and toExponential as many as needed.',
  },
  someItems: {
    basis: 'assumed',
    rule: 'The helpers first and last give a list of items when they are given a number of them.',
  },
  beforeNone: { basis: 'assumed', rule: 'The helper before drops nothing when the number is 0.' },
  arrayifyFalse: {
    basis: 'documented',
    rule: 'The helper arrayify wraps 0, false and an empty text; only null and missing values give an empty list.',
  },
  noItems: {
    basis: 'assumed',
    rule: 'The helper hasNoItems is true for a missing value and an empty text, and false for a number.',
  },
  timestampZone: {
    basis: 'documented',
    rule: 'The helper timestamp without a time zone gives UTC, not the time zone of the user.',
  },
  missingDate: { basis: 'assumed', rule: 'The helpers dateFormat and dateAdd give an empty text for a missing date.' },
  invalidDate: { basis: 'assumed', rule: 'A date that cannot be read fails its record.' },
  localDate: { basis: 'assumed', rule: 'A date without an offset is a time in the time zone of the helper.' },
  looseDate: {
    basis: 'assumed',
    rule: 'A date in no standard format is read as JavaScript does; without an offset, in UTC.',
  },
  seededRandom: {
    basis: 'assumed',
    rule: 'The helper random gives the same values in every run; a uuid has the form of version 4.',
  },
  globalReplace: {
    basis: 'documented',
    rule: 'The helper regexReplace replaces every match, also without the option g.',
  },
  uriComponent: {
    basis: 'assumed',
    rule: 'The helpers encodeURI and decodeURI treat the text as a part of an address: / ? & and # are encoded too.',
  },
  quoteEntity: { basis: 'assumed', rule: 'The helper htmlEncode writes an apostrophe as &#39;.' },
} as const satisfies Record<string, Reading>;
