import type { FieldTable } from './field-table.ts';
import { TRANSFORM_RULES } from './mapping-fields.ts';

export const NO_EFFECT = 'it has no effect in a simulated run';
export const NOT_PART = 'it is not part of a simulated run';
export const NOT_READ = 'the platform does not read it there';

/** Fields of all documents that say who made them, how the editor shows them, or what was captured. */
export const ABOUT = `_id name description externalId apiIdentifier settings settingsForm preSave sandbox draft
  draftExpiresAt debugUntil aiDescription apim createdAt lastModified lastExecutedAt resolvedAt free _templateId _sourceId
  _userId numInstances wizardState sampleData sampleResponseData rawData assistant assistantMetadata useTechAdaptorForm`;

/** What names a function. */
export const REFERENCE: FieldTable = { known: '_scriptId _stackId function configuration fileInternalId' };

/** A filter. */
export const RULES: FieldTable = {
  known: 'type version rules rulesTwoDotZero',
  inside: {
    expression: { known: 'version rules rulesTwoDotZero' },
    script: REFERENCE,
  },
};

/** A transformation. Answers repeat the rules of its expression beside it. */
export const TRANSFORM: FieldTable = {
  known: 'type version rules rulesTwoDotZero',
  inside: { expression: TRANSFORM_RULES, script: REFERENCE },
};

/** The kinds of files that exports read and imports write. */
export const FILE_TYPES = ['csv', 'json', 'xlsx', 'xml', 'filedefinition'] as const;

/** What only adaptors other than wrappers have. */
export const ADAPTORS = `http rest ftp as2 s3 netsuite netsuite_da salesforce jdbc rdbms mongodb dynamodb filesystem van
  mcp`;
