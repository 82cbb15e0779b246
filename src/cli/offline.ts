/** The environment variable of a command whose processes reach this machine alone. */
export const OFFLINE = 'INTEGRATOR_EXTENSION_OFFLINE';
