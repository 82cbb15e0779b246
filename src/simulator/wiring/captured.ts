/** Fields with data that documents have captured: they may hold anything, and name nothing. */
export const CAPTURED: ReadonlySet<string> = new Set([
  'mockOutput',
  'mockResponse',
  'sampleData',
  'sampleResponseData',
  'rawData',
]);
