import { allWith, type FieldTable } from './field-table.ts';
import { LOOKUPS, MAPPER1, MAPPER2, WITH_LOOKUPS } from './mapping-fields.ts';
import { ABOUT, ADAPTORS, FILE_TYPES, NO_EFFECT, NOT_READ, REFERENCE, RULES, TRANSFORM } from './shared-fields.ts';

const FORM = 'a file is written as simulation.yaml says, and not in this form';
const ANSWERED = 'answers are those of simulation.yaml or of mockResponse, and no request is made of it';

/** An import. */
export const IMPORT: FieldTable = {
  known: `${ABOUT} _connectionId _integrationId _connectorId adaptorType oneToMany pathToMany
    ignoreExisting ignoreMissing idLockTemplate dataURITemplate traceKeyTemplate mockResponse distributedAdaptorData
    modelMetadata`,
  unsimulated: {
    ...allWith(ANSWERED, `${ADAPTORS} aiAgent guardrail tool distributed parsers _ediProfileId`),
    ...allWith(NO_EFFECT, 'maxAttempts deleteAfterImport blob blobKeyPath unencrypted'),
    ...allWith(NOT_READ, 'transform inputFilter responseMapping'),
  },
  inside: {
    wrapper: {
      known: 'function configuration',
      unsimulated: allWith('the stack is that of the connection', '_stackId _scriptId'),
      inside: { lookups: LOOKUPS },
    },
    file: {
      known: `type skipAggregation delete batchSize backupPath purgeInternalBackup skipRename directory
        backupDirectory`,
      unsimulated: allWith(FORM, 'fileName encoding csv json xml xlsx fileDefinition compressionFormat encrypt pgp'),
      ordinary: { encoding: ['utf8'] },
      values: { type: FILE_TYPES },
      inside: { lookups: LOOKUPS, aggregation: { known: 'type', values: { type: ['all', 'page'] } } },
    },
    filter: RULES,
    responseTransform: TRANSFORM,
    mapping: MAPPER1,
    mappings: MAPPER2,
    lookups: LOOKUPS,
    http: WITH_LOOKUPS,
    rdbms: WITH_LOOKUPS,
    jdbc: WITH_LOOKUPS,
    hooks: {
      known: '',
      inside: { preMap: REFERENCE, postMap: REFERENCE, postSubmit: REFERENCE, postAggregate: REFERENCE },
    },
  },
};
