import { allWith, type FieldTable } from './field-table.ts';
import { MAPPER1 } from './mapping-fields.ts';
import { ABOUT, NOT_PART, NOT_READ, REFERENCE, RULES } from './shared-fields.ts';

const KEPT_BEHIND = '_keepDeltaBehindFlowId _keepDeltaBehindExportId';
const UNFINISHED = 'the platform does not run what is still being set up';

const STEP: FieldTable = {
  known: '_id type _exportId _importId proceedOnFailure filter inputFilter',
  unsimulated: {
    ...allWith(UNFINISHED, 'setupInProgress'),
    ...allWith(NOT_READ, 'transform responseTransform mapping mappings'),
  },
  inside: {
    responseMapping: MAPPER1,
    hooks: { known: 'postResponseMap', isOpen: true, inside: { postResponseMap: REFERENCE } },
  },
};

const BRANCH: FieldTable = {
  known: '_id name description branchId nextRouterId',
  inside: { inputFilter: RULES, pageProcessors: STEP },
};

/** A flow. */
export const FLOW: FieldTable = {
  known: `${ABOUT} _integrationId _connectorId disabled skipRetries _exportId _importId runPageGeneratorsInParallel
    isAbstract _abstractFlowId timezone hidden _flowGroupingId logging`,
  unsimulated: {
    ...allWith(NOT_PART, `schedule _runNextFlowIds _runNextExportIds ${KEPT_BEHIND} autoResolveMatchingTraceKeys`),
    ...allWith('scripts find documents by their ids alone', 'aliases'),
    ...allWith('no template is merged into a flow here', 'overrides overridesHelper'),
  },
  inside: {
    pageGenerators: {
      known: '_id _exportId skipRetries hooks filter inputFilter',
      unsimulated: {
        ...allWith(NOT_PART, `schedule ${KEPT_BEHIND}`),
        ...allWith(UNFINISHED, 'setupInProgress'),
        ...allWith(NOT_READ, 'responseMapping transform mappings'),
      },
    },
    pageProcessors: STEP,
    routers: {
      known: '_id id name routeRecordsTo routeRecordsUsing nextRouterId',
      inside: { script: REFERENCE, branches: BRANCH },
    },
  },
};
