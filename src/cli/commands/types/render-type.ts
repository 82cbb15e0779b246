import { CliError } from '../../cli-error.ts';

/** What is inferred from texts stays text: records come as JSON, and a date that looks like one may not be one. */
const PLAIN = {
  inferBooleanStrings: false,
  inferDateTimes: false,
  inferEnums: false,
  inferIntegerStrings: false,
  inferMaps: false,
  inferUuids: false,
};

/** `CustomerId` for a field customer_id; and names that the first style would change, as in `OrderURL`. */
const ACRONYM_STYLES = ['camel', 'original'];

/**
 * Renders the type of sample records: fields that some lack are optional, and several types of a field are a union.
 * @throws CliError for a name that another type has, such as Array
 */
export async function renderType(name: string, samples: readonly unknown[]): Promise<string> {
  for (const style of ACRONYM_STYLES) {
    const code = await render(name, samples, style);
    if (code.includes(`export interface ${name} {\n`)) return code;
  }
  const why = 'expected a name that is no type of JavaScript, as in Order';
  throw new CliError('invalid_name', `--name: found "${name}", ${why}`, 2);
}

async function render(name: string, samples: readonly unknown[], style: string): Promise<string> {
  const { InputData, jsonInputForTargetLanguage, quicktype } = await import('quicktype-core');
  const input = jsonInputForTargetLanguage('typescript');
  await input.addSource({ name, samples: samples.map((sample) => JSON.stringify(sample)) });
  const inputData = new InputData();
  inputData.addInput(input);
  const rendererOptions: Record<string, unknown> = {
    'just-types': true,
    'prefer-unions': true,
    'acronym-style': style,
  };
  const { lines } = await quicktype({ inputData, lang: 'typescript', rendererOptions, ...PLAIN });
  return `${lines.map(format).join('\n').trim()}\n`;
}

/** Two spaces, and no columns. */
function format(line: string): string {
  return line.replace(/^ {4}/, '  ').replace(/^( +(?:"(?:[^"\\]|\\.)*"|[^\s":?]+)\??): +/, '$1: ');
}
