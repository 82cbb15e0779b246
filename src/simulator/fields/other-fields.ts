import { allWith, type FieldTable } from './field-table.ts';
import { ABOUT } from './shared-fields.ts';

const IN_TURN = 'pages are sent one after the other: faults.concurrency sends several at once';

/** A connection. Of those that are no wrappers nothing is read but their settings. */
export const CONNECTION: FieldTable = {
  known: `${ABOUT} type offline _integrationId _connectorId _agentId debugDate pgp ssl`,
  unsimulated: allWith(IN_TURN, '_borrowConcurrencyFromConnectionId'),
  isOpen: true,
  inside: {
    wrapper: {
      known: '_stackId pingFunction unencrypted unencryptedFields encrypted encryptedFields',
      unsimulated: allWith(IN_TURN, 'concurrencyLevel targetConcurrencyLevel'),
      ordinary: { concurrencyLevel: [1], targetConcurrencyLevel: [1] },
    },
  },
};

/** A built-in script. */
export const SCRIPT: FieldTable = { known: `${ABOUT} content postResponseHookToProcessOnChildRecord` };

/** The stack of functions: where the platform calls them. */
export const STACK: FieldTable = {
  known: `${ABOUT} type framework`,
  inside: {
    server: { known: 'hostURI ipRanges systemToken' },
    lambda: { known: 'accessKeyId secretAccessKey awsRegion functionName language' },
  },
};
