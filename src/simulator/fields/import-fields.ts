import { allWith, type FieldTable } from './field-table.ts';
import { ABOUT, ADAPTORS, NO_EFFECT, NOT_READ, REFERENCE, RULES } from './shared-fields.ts';

const FORM = 'a file is written as simulation.yaml says, and not in this form';
const ANSWERED = 'answers are those of simulation.yaml or of mockResponse, and no request is made of it';

/** An import. */
export const IMPORT: FieldTable = {
  known: `${ABOUT} _connectionId _integrationId _connectorId adaptorType mapping mappings lookups oneToMany pathToMany
    ignoreExisting ignoreMissing idLockTemplate dataURITemplate traceKeyTemplate mockResponse distributedAdaptorData
    modelMetadata`,
  unsimulated: {
    ...allWith(ANSWERED, `${ADAPTORS} aiAgent guardrail tool distributed parsers _ediProfileId`),
    ...allWith(NO_EFFECT, 'maxAttempts deleteAfterImport blob blobKeyPath unencrypted'),
    ...allWith(NOT_READ, 'transform inputFilter responseMapping'),
  },
  inside: {
    wrapper: {
      known: 'function configuration lookups',
      unsimulated: allWith('the stack is that of the connection', '_stackId _scriptId'),
    },
    file: {
      known: `type skipAggregation aggregation lookups delete batchSize backupPath purgeInternalBackup skipRename directory
        backupDirectory`,
      unsimulated: allWith(FORM, 'fileName encoding csv json xml xlsx fileDefinition compressionFormat encrypt pgp'),
      ordinary: { encoding: ['utf8'] },
    },
    filter: RULES,
    responseTransform: RULES,
    hooks: {
      known: '',
      inside: { preMap: REFERENCE, postMap: REFERENCE, postSubmit: REFERENCE, postAggregate: REFERENCE },
    },
  },
};
