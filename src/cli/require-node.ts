/** Ends the process under an older Node, which would fail later, on a method that it lacks. */
export function requireNode(): void {
  const { node } = process.versions;
  if (Number.parseInt(node, 10) >= 22) return;
  console.error(`wrong_node  integrator-extension needs Node 22 or later, found ${node}`);
  process.exit(2);
}
