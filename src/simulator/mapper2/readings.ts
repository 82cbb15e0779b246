import type { Reading } from '../scope/scope.ts';

/** How Mapper 2.0 and its lookups were read where the platform's own material is silent or disagrees with itself. */
export const readings = {
  childrenBeforeExtract: {
    basis: 'assumed',
    rule: 'An object with mappings is built from them, and its own extract is not copied first.',
  },
  emptyObject: { basis: 'assumed', rule: 'An object none of whose fields has a value is left out.' },
  emptyList: { basis: 'assumed', rule: 'A list to which no source adds an element is left out.' },
  emptyValue: {
    basis: 'assumed',
    rule: 'Without default and condition, a missing value gives no field; null and empty values stay as they are.',
  },
  conditionLeavesField: {
    basis: 'documented',
    rule: 'The condition extract_not_empty leaves out the field, and does not skip the record.',
  },
  conditionBeforeDefault: {
    basis: 'assumed',
    rule: 'A field whose condition fails is left out, although it has a default.',
  },
  firstMatch: { basis: 'assumed', rule: 'A single value takes the first of several values that its path finds.' },
  listAsText: { basis: 'assumed', rule: 'A list becomes one text by joining its elements with commas.' },
  numberAsBoolean: { basis: 'assumed', rule: 'Of the numbers, only 0 and 1 are booleans.' },
  elementsOfList: {
    basis: 'assumed',
    rule: 'A path of an array that ends at a list without [*] gives the elements of that list.',
  },
  wildcardOnObject: { basis: 'assumed', rule: 'On an object, [*] takes the values of its fields, as in RFC 9535.' },
  sameField: {
    basis: 'assumed',
    rule: 'Of several entries for the same field, the last one that gives a value counts.',
  },
  literalWithLookup: { basis: 'assumed', rule: 'A lookup of an entry with a fixed value looks that value up.' },
  lookupOfList: { basis: 'assumed', rule: 'A lookup of a list of single values looks up each of its elements.' },
  lookupOfNothing: { basis: 'assumed', rule: 'A lookup of an empty value is a lookup that finds nothing.' },
  lookupDefault: {
    basis: 'documented',
    rule: 'A lookup with allowFailures false and a default gives the default where it finds nothing.',
  },
  lookupExtract: {
    basis: 'assumed',
    rule: 'A lookup finds nothing where the entry of the lookup cache lacks the field of its extract.',
  },
  fixedDate: { basis: 'assumed', rule: 'A text that does not fit its date format exactly fails the record.' },
  dateZone: {
    basis: 'assumed',
    rule: 'Without a time zone, a date is read as UTC and written in the zone that it was read in.',
  },
  dateInput: { basis: 'assumed', rule: 'Without extractDateFormat, a date is ISO 8601 text or milliseconds.' },
  dateOutput: { basis: 'assumed', rule: 'Without generateDateFormat, a date is written as ISO 8601 text.' },
  zoneLabel: {
    basis: 'observed',
    rule: 'A time zone that is a label with an offset keeps that offset all year, without daylight saving time.',
  },
  noMode: {
    basis: 'assumed',
    rule: 'A Transformation 2.0 without a mode is one of the mode create: only what is mapped stays.',
  },
  noCondition: { basis: 'assumed', rule: 'A conditional without when is no condition.' },
  modifyReplaces: {
    basis: 'assumed',
    rule: 'A transformation in modify mode replaces an object of the record, and does not merge into it.',
  },
} as const satisfies Record<string, Reading>;
