/*
 * Loaded into every Node process of a tool's command before anything else. The command itself starts processes; those
 * run the author's functions, and reach this machine alone.
 */
import { blockNetwork } from '../../../check/network.ts';
import { keepProcessStart } from '../../../transport/load-failure.ts';
import { OFFLINE } from '../../offline.ts';

if (process.env[OFFLINE]) {
  keepProcessStart();
  blockNetwork({
    allowsLoopback: true,
    reason: 'functions reach this machine alone, expected the argument "network": true to allow more',
    onBlocked: () => {},
  });
}
process.env[OFFLINE] = 'yes';
