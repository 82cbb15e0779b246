import { toJson } from '../../../contracts/render/literal.ts';
import { APP } from './app-files.ts';
import type { ProjectOptions } from './flavour.ts';
import { FLOW } from './flow-files.ts';
import { FUNCTIONS } from './functions.ts';

/** The files for editors: settings, tasks and debugging. */
export function editorFiles({ language, kind }: ProjectOptions): [string, string][] {
  const json = (value: object) => `${toJson(value)}\n`;
  return [
    ['.editorconfig', EDITOR_CONFIG],
    ['.vscode/extensions.json', json({ recommendations: ['biomejs.biome', 'redhat.vscode-yaml'] })],
    ['.vscode/launch.json', json({ version: '0.2.0', configurations: listLaunches(language, kind) })],
    ['.vscode/settings.json', json(createSettings(kind))],
    ['.vscode/tasks.json', json({ version: '2.0.0', tasks: TASKS })],
  ];
}

const EDITOR_CONFIG = `root = true

[*]
charset = utf-8
end_of_line = lf
indent_size = 2
indent_style = space
insert_final_newline = true
trim_trailing_whitespace = true

[*.csv]
trim_trailing_whitespace = false
`;

const SCHEMAS = './node_modules/integrator-extension-lambda/docs';

function createSettings(kind: ProjectOptions['kind']): object {
  const app = kind === 'connector' ? { [`${SCHEMAS}/app.schema.json`]: [APP] } : {};
  return {
    'editor.defaultFormatter': 'biomejs.biome',
    'editor.formatOnSave': true,
    'yaml.schemas': { [`${SCHEMAS}/flow.schema.json`]: ['flows/*.flow.yaml'], ...app },
    'yaml.customTags': ['!Ref', '!Sub', '!GetAtt', '!If sequence', '!Equals sequence', '!Not sequence'],
  };
}

const TASKS = ['check', 'test', 'build'].map((script) => ({
  type: 'npm',
  script,
  problemMatcher: ['$tsc'],
  ...(script === 'test' && { group: { kind: 'test', isDefault: true } }),
  ...(script === 'build' && { group: { kind: 'build', isDefault: true } }),
}));

/** What editors replace by the project's folder. */
const FOLDER = `\${workspaceFolder}`;
const PROGRAM = `${FOLDER}/node_modules/integrator-extension-lambda/dist/cli/main.cjs`;

/** Under a debugger, functions run in the command's own process, where breakpoints are hit. */
function listLaunches(language: ProjectOptions['language'], kind: ProjectOptions['kind']): object[] {
  const common = { type: 'node', request: 'launch', cwd: FOLDER, skipFiles: ['<node_internals>/**'] };
  const hour = ['--timeout', '3600000'];
  return [
    {
      ...common,
      name: 'Call a function',
      program: PROGRAM,
      args: ['invoke', `src/index.${language}`, FUNCTIONS.preMap, ...hour],
    },
    { ...common, name: 'Simulate the flow', program: PROGRAM, args: ['simulate', FLOW] },
    ...(kind === 'connector'
      ? [{ ...common, name: 'Simulate the app', program: PROGRAM, args: ['simulate', APP] }]
      : []),
    { ...common, name: 'Run the tests', runtimeArgs: ['--test'] },
  ];
}
