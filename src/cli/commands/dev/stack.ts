/**
 * Formats the record of the server stack that leads to a tunnel, and what to do with it. Nothing is sent: the platform
 * masks the token of a stack where it is read, and a changed record would store the mask.
 */
export function formatStack(tunnel: URL): readonly string[] {
  const record = { name: 'Live development', type: 'server', server: { hostURI: tunnel.origin } };
  return [
    'the stack in integrator.io (Resources > Stacks > Create stack, or POST /v1/stacks):',
    JSON.stringify(record),
    `paste ${tunnel.origin} as its Host, and this project’s system token as its System token`,
  ];
}
