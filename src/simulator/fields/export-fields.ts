import { ENCODINGS } from '../records/decode.ts';
import { allWith, type FieldTable } from './field-table.ts';
import { LOOKUPS, MAPPER2, WITH_LOOKUPS } from './mapping-fields.ts';
import { ABOUT, ADAPTORS, FILE_TYPES, NO_EFFECT, NOT_READ, REFERENCE, RULES, TRANSFORM } from './shared-fields.ts';
import { allOf } from './value-kind.ts';

const GIVEN = 'records are those of simulation.yaml or of mockOutput, and nothing is asked for';

/** The files of an export: those that say how files are found and kept say nothing about their records. */
const FILE: FieldTable = {
  known: `type encoding groupByFields groupEmptyValues skipDelete batchSize backupPath purgeInternalBackup
    directory backupDirectory compressionFormat decrypt`,
  unsimulated: allWith(NO_EFFECT, 'output filter fileDefinition'),
  ordinary: { output: ['records'] },
  values: { type: FILE_TYPES, encoding: ENCODINGS },
  inside: {
    sortByFields: { known: 'field descending' },
    csv: {
      known: 'columnDelimiter hasHeaderRow rowsToSkip trimSpaces',
      unsimulated: allWith(NO_EFFECT, 'rowDelimiter keyColumns disableQuoteAndStripEnclosingQuotes'),
      values: { columnDelimiter: 'text', ...allOf('flag', 'hasHeaderRow trimSpaces'), rowsToSkip: 'count' },
      ordinary: { rowDelimiter: ['\n', '\r\n', '\r'] },
    },
    json: { known: '', unsimulated: allWith(NO_EFFECT, 'resourcePath') },
    xml: { known: '', unsimulated: allWith(NO_EFFECT, 'resourcePath') },
    xlsx: { known: '', unsimulated: allWith(NO_EFFECT, 'hasHeaderRow') },
  },
};

const COMMON = `${ABOUT} _connectionId _integrationId _connectorId adaptorType isLookup pageSize mockOutput`;

const UNSIMULATED = {
  ...allWith(GIVEN, `${ADAPTORS} webhook distributed simple parsers _ediProfileId`),
  ...allWith(NO_EFFECT, 'valueDelta _postParseListenerId'),
  ...allWith('functions are called one after the other', 'asynchronous'),
  ...allWith(NOT_READ, 'mapping responseTransform responseMapping'),
};

const INSIDE = {
  wrapper: {
    known: 'function configuration',
    unsimulated: allWith('the stack is that of the connection', '_stackId _scriptId'),
  },
  file: FILE,
  filter: RULES,
  transform: TRANSFORM,
  hooks: { known: 'preSavePage', inside: { preSavePage: REFERENCE } },
} as const satisfies FieldTable['inside'];

/** An export that begins a flow. */
export const EXPORT: FieldTable = {
  known: `${COMMON} type groupByFields dataURITemplate traceKeyTemplate`,
  unsimulated: {
    ...UNSIMULATED,
    ...allWith('the platform reads it on lookups alone', 'inputFilter oneToMany pathToMany mappings lookups'),
  },
  inside: {
    ...INSIDE,
    delta: {
      known: 'dateField lagOffset startDate lastExecutionTime',
      values: { lagOffset: 'count' },
      unsimulated: allWith('dates are handed over as they are', 'dateFormat'),
    },
    once: { known: 'booleanField' },
    test: { known: 'limit' },
  },
};

/** The files of a lookup: what it finds is given, and is not read from one. */
const LOOKUP_FILE: FieldTable = {
  ...FILE,
  unsimulated: { ...FILE.unsimulated, ...allWith(NO_EFFECT, 'csv groupByFields groupEmptyValues sortByFields') },
};

/** An export within a flow. */
export const LOOKUP: FieldTable = {
  known: `${COMMON} oneToMany pathToMany traceKeyTemplate`,
  unsimulated: {
    ...UNSIMULATED,
    ...allWith(NO_EFFECT, 'dataURITemplate groupByFields'),
    ...allWith('a lookup asks for all that it finds', 'type delta once test'),
  },
  ordinary: { type: ['all'] },
  inside: { ...INSIDE, file: LOOKUP_FILE, inputFilter: RULES, mappings: MAPPER2, lookups: LOOKUPS, http: WITH_LOOKUPS },
};
