/* Imported first: an older Node would fail on a built-in module that it lacks, and show the whole bundle. */
const { node } = process.versions;
if (Number.parseInt(node, 10) < 22) {
  console.error(`This server needs Node 22 or later, found ${node}.`);
  process.exit(1);
}
