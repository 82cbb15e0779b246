import type { Reading } from '../../scope/scope.ts';

/** How the engine reads what the platform's documentation leaves open. */
export const readings = {
  postResponseMapOnStack: {
    basis: 'assumed',
    rule: 'A postResponseMap hook may be a function of a stack, and not only one of a script.',
  },
  serverAsModule: {
    basis: 'assumed',
    rule: 'The functions of a server stack run from a module: what its server does around them, such as its own routes and limits, is not there.',
  },
  firstDelta: {
    basis: 'assumed',
    rule: 'The first run of a delta export has the date of delta.startDate, or none: it exports everything.',
  },
  rulesWithoutType: {
    basis: 'assumed',
    rule: 'A filter or transformation of an export or import that has rules and no type is one of rules.',
  },
  transformBesideExpression: {
    basis: 'assumed',
    rule: 'A transformation whose expression has no rules takes those beside it.',
  },
  pageBytes: {
    basis: 'assumed',
    rule: 'A page closes before the record with which its JSON would have more than 5 MB; a larger record is a page of its own.',
  },
  longDelimiter: {
    basis: 'documented',
    rule: 'A column delimiter of several characters is one sequence, and not a choice of characters.',
  },
  groupsWithinPages: {
    basis: 'assumed',
    rule: 'The records of a wrapper export are grouped within each of its pages.',
  },
  errorsOfLookup: {
    basis: 'assumed',
    rule: 'A lookup that answers with errors and without results fails its record.',
  },
  failedHookStops: {
    basis: 'documented',
    rule: 'A preSavePage or postResponseMap hook that fails stops the flow, and not its page alone.',
  },
  mockByPosition: {
    basis: 'assumed',
    rule: 'A mockResponse of several answers is gone through record by record, and its last one answers the rest.',
  },
  failedGenerator: {
    basis: 'assumed',
    rule: 'An export that throws stops the flow, and with it the exports that follow.',
  },
  routerWithoutMatch: {
    basis: 'assumed',
    rule: 'A record that no branch takes leaves the flow without an error.',
  },
  branchesInTurn: {
    basis: 'assumed',
    rule: 'Branches work on copies of a record; where they meet again the copies arrive one by one, and nothing is joined.',
  },
  branchIndices: {
    basis: 'observed',
    rule: 'The function of a router answers with the indices of branches; a name of a branch is taken too.',
  },
  firstIndex: {
    basis: 'assumed',
    rule: 'Where a router sends records to the first matching branch, the first of several indices counts.',
  },
  failedResponse: {
    basis: 'assumed',
    rule: 'The response mapping of a failed record that goes on reads its errors and statusCode.',
  },
  filteredResults: {
    basis: 'assumed',
    rule: 'The output filter of a lookup leaves out results, and not the record that is looked up.',
  },
  nothingFound: {
    basis: 'assumed',
    rule: 'A lookup that finds nothing has an empty list as its data, and no error.',
  },
  emptyPage: { basis: 'assumed', rule: 'A page without records does not come to the steps behind its export.' },
  responsesOfParents: {
    basis: 'assumed',
    rule: 'A postResponseMap hook that gets the parents of a one-to-many step has a list of responses for each.',
  },
  lookupOfAdaptor: {
    basis: 'assumed',
    rule: 'Of two lookups with one name, that of the adaptor counts, and not that beside it.',
  },
  childrenStopParents: {
    basis: 'assumed',
    rule: 'In a one-to-many step a record stops where one of its children fails.',
  },
  skippedAsTheyAre: {
    basis: 'documented',
    rule: 'A record that the filter of an import leaves out skips the step with its hooks, and goes on unchanged.',
  },
  job: {
    basis: 'assumed',
    rule: 'The job of scripts has _id, type and startedAt, and those of the flow as parentJob; functions of stacks get none.',
  },
  lagOffset: {
    basis: 'assumed',
    rule: 'delta.lagOffset is taken from the time of the last run, also in delta.lastExecutionTime, and not from startDate.',
  },
  retriedChildren: {
    basis: 'assumed',
    rule: 'A retry takes the failed children of a one-to-many step, not the others; their record goes on when all have passed.',
  },
  childKeys: {
    basis: 'observed',
    rule: 'The trace key of a child is that of its parent, " - " and its own; where one of them is missing it has none.',
  },
  longTraceKey: {
    basis: 'documented',
    rule: 'A trace key is cut after 512 characters; an older page of the documentation says 128.',
  },
  exportDataURI: {
    basis: 'assumed',
    rule: 'The dataURITemplate of an export gets the record that its trace key is made of.',
  },
  importDataURI: {
    basis: 'assumed',
    rule: 'The dataURITemplate of an import gets the mapped record, also after it was submitted: not the answer.',
  },
  idLock: {
    basis: 'assumed',
    rule: 'A record whose idLockTemplate cannot be rendered fails before the filter of its import.',
  },
  aggregateData: {
    basis: 'assumed',
    rule: 'The _json of postAggregateData has the fileName of the import and nothing else: what the platform sends is not documented.',
  },
  ignoredResult: {
    basis: 'assumed',
    rule: 'The result of an ignored record has ignored: true, statusCode 200 and no errors.',
  },
} as const satisfies Record<string, Reading>;
