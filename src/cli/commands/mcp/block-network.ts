/*
 * Loaded into every Node process of a tool's command before anything else. The command itself starts processes; those
 * run the author's functions, and reach this machine alone.
 */
import { blockNetwork } from '../../../check/network.ts';
import { keepProcessStart } from '../../../transport/load-failure.ts';

/** Marks the environment of the processes that a command starts. */
const MARK = 'INTEGRATOR_EXTENSION_OFFLINE';

if (process.env[MARK]) {
  keepProcessStart();
  blockNetwork({
    allowsLoopback: true,
    reason: 'functions reach this machine alone, expected the argument "network": true to allow more',
    onBlocked: () => {},
  });
}
process.env[MARK] = 'yes';
