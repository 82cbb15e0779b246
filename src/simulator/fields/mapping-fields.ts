import { OUTPUT_TYPES } from '../mapper2/conversions.ts';
import { allWith, type FieldTable } from './field-table.ts';
import { allOf } from './value-kind.ts';

const DATES = 'extractDateFormat extractDateTimezone generateDateFormat generateDateTimezone';

/** The kinds of values that an extract may find. */
const SOURCES = [...OUTPUT_TYPES, 'arrayarray'];

/** The condition of an entry. */
const CONDITION: FieldTable = { known: 'when lookupName' };

/** An entry of Mapper 1.0. What only NetSuite or Mapper 2.0 has is refused where the entry is compiled. */
const MAPPER1_FIELD: FieldTable = {
  known: `_id extract generate hardCodedValue lookupName dataType default discardIfEmpty immutable useFirstRow ${DATES}
    isKey internalId key buildArrayHelper extractsArrayHelper mappings subRecordMapping useAsAnInitializeValue
    useIterativeRow`,
  values: { ...allOf('literal', 'hardCodedValue default'), ...allOf('flag', 'discardIfEmpty immutable useFirstRow') },
  inside: { conditional: CONDITION },
};

/** A mapping of Mapper 1.0, or the response mapping of a step: what a step has not is refused where that is compiled. */
export const MAPPER1: FieldTable = {
  known: '_id cLocked',
  inside: {
    fields: MAPPER1_FIELD,
    lists: { known: '_id generate jsonPath', inside: { fields: MAPPER1_FIELD } },
  },
};

/** An entry of Mapper 2.0, with those inside it. */
export const MAPPER2: FieldTable = {
  known: `_id key generate dataType extract hardCodedValue sourceDataType default lookupName status description ${DATES}
    isKey isRequired`,
  values: { ...allOf('literal', 'hardCodedValue default'), extract: 'text', sourceDataType: SOURCES },
  get inside(): Readonly<Record<string, FieldTable>> {
    return {
      conditional: CONDITION,
      mappings: MAPPER2,
      buildArrayHelper: {
        known: '_id key extract sourceDataType default',
        values: { default: 'literal', extract: 'text', sourceDataType: SOURCES },
        inside: { conditional: CONDITION, mappings: MAPPER2 },
      },
    };
  },
};

/** A lookup: its map is the author's own, and so are the requests of those that ask another system. */
export const LOOKUPS: FieldTable = {
  known: `_id name map _lookupCacheId extract default allowFailures relativeURI method body recordType searchField
    resultField operator expression includeInactive query`,
  values: { ...allOf('text', 'name extract'), map: 'table', allowFailures: 'flag', default: 'literal' },
  unsimulated: allWith('a table has one result for each key', 'useDefaultOnMultipleMatches'),
};

/** What the adaptors of other applications have of their own lookups. */
export const WITH_LOOKUPS: FieldTable = { known: '', isOpen: true, inside: { lookups: LOOKUPS } };

/** The rules of a transformation, of either version. */
export const TRANSFORM_RULES: FieldTable = {
  known: 'version',
  inside: {
    rules: MAPPER1_FIELD,
    rulesTwoDotZero: { known: 'mode', inside: { mappings: MAPPER2, lookups: LOOKUPS } },
  },
};
