/** What is inferred from texts stays text: records come as JSON, and a date that looks like one may not be one. */
const PLAIN = {
  inferBooleanStrings: false,
  inferDateTimes: false,
  inferEnums: false,
  inferIntegerStrings: false,
  inferMaps: false,
  inferUuids: false,
};

/** Renders the type of sample records: fields that some lack are optional, and several types of a field are a union. */
export async function renderType(name: string, samples: readonly unknown[]): Promise<string> {
  const { InputData, jsonInputForTargetLanguage, quicktype } = await import('quicktype-core');
  const input = jsonInputForTargetLanguage('typescript');
  await input.addSource({ name, samples: samples.map((sample) => JSON.stringify(sample)) });
  const inputData = new InputData();
  inputData.addInput(input);
  const rendererOptions = { 'just-types': true, 'prefer-unions': true };
  const { lines } = await quicktype({ inputData, lang: 'typescript', rendererOptions, ...PLAIN });
  return `${lines.map(format).join('\n').trim()}\n`;
}

/** Two spaces, and no columns. */
function format(line: string): string {
  return line.replace(/^ {4}/, '  ').replace(/^( +(?:"(?:[^"\\]|\\.)*"|[\w$]+)\??): +/, '$1: ');
}
