import type { Reading } from '../scope/scope.ts';

/** How Mapper 1.0 and what shares its paths were read where the platform's own material is silent or disagrees. */
export const readings = {
  emptyValue: {
    basis: 'assumed',
    rule: 'Without default and condition, a missing value gives no field; null and empty text stay as they are.',
  },
  emptyText: { basis: 'assumed', rule: 'An empty text gives no field where a type other than string is expected.' },
  emptyList: { basis: 'assumed', rule: 'An empty list is an empty value, for defaults and for conditions.' },
  conditionBeforeDefault: {
    basis: 'assumed',
    rule: 'A field whose condition fails is left out, although it has a default.',
  },
  defaultOfLookup: {
    basis: 'assumed',
    rule: 'The default of a field with a lookup counts where the lookup gives nothing.',
  },
  lookupOfNothing: { basis: 'assumed', rule: 'A lookup of an empty value is a lookup that finds nothing.' },
  lookupCondition: {
    basis: 'assumed',
    rule: 'The lookup of a condition looks up the value that the field’s own extract finds.',
  },
  noCondition: { basis: 'assumed', rule: 'A conditional without when is no condition.' },
  ignoreIfSet: {
    basis: 'assumed',
    rule: 'The condition ignore_if_set asks whether another entry of the mapping has set the field.',
  },
  quotedName: {
    basis: 'assumed',
    rule: "An extract like ['x'] reads the field x where the record has it; elsewhere it is the text x.",
  },
  joinedLists: {
    basis: 'assumed',
    rule: 'A path through more lists than its target has joins the elements of the outer ones.',
  },
  emptyElement: {
    basis: 'assumed',
    rule: 'An element to which no field gives a value is an empty object, or null in a list of values.',
  },
  innerList: { basis: 'assumed', rule: 'A list that an element of the record lacks is written as an empty list.' },
  singleElement: { basis: 'assumed', rule: 'Where a path expects a list, a single value is a list of one.' },
  parentValue: {
    basis: 'assumed',
    rule: 'A value of a list goes with each element of the list within it that fills the same target.',
  },
  listsOfRows: {
    basis: 'assumed',
    rule: 'In a group of rows, a list within a row is read of every row for a list, and of the first for a field.',
  },
  wholePath: {
    basis: 'observed',
    rule: 'In a list with a jsonPath, an extract that begins with that path is read from the record.',
  },
  expressionOfRow: {
    basis: 'assumed',
    rule: 'An expression in a group of rows sees one row: that of the element, or the first.',
  },
  expressionOfElement: {
    basis: 'assumed',
    rule: 'An expression in a list with a jsonPath sees the element as its record.',
  },
  replacedValue: {
    basis: 'documented',
    rule: 'A response mapping replaces a top-level object or list of the record, and does not merge into it.',
  },
} as const satisfies Record<string, Reading>;
