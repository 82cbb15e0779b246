import type { CommandSummary } from '../../command.ts';
import { renderAgents } from './agents-file.ts';
import { appFiles } from './app-files.ts';
import { editorFiles } from './editor-files.ts';
import type { Project } from './flavour.ts';
import { flowFiles } from './flow-files.ts';
import { eventFiles } from './functions.ts';
import { projectFiles } from './project.ts';
import { renderReadme } from './readme.ts';
import { sourceFiles } from './sources.ts';
import { renderSamConfig, renderTemplate } from './template.ts';
import { testFile } from './test-file.ts';
import { workflowFiles } from './workflow-files.ts';

/** Lists every file of a new project: its text, by its path. */
export function listFiles(project: Project, commands: readonly CommandSummary[]): Map<string, string> {
  const { flavour } = project;
  return new Map([
    ['README.md', renderReadme(project)],
    ...projectFiles(project),
    ...(flavour.target === 'lambda' ? lambdaFiles(project) : []),
    ...sourceFiles(flavour),
    ...appFiles(flavour),
    testFile(flavour),
    ...eventFiles(flavour),
    ...flowFiles(flavour),
    ...editorFiles(flavour),
    ...workflowFiles(flavour.target),
    ['AGENTS.md', renderAgents(project, commands)],
  ]);
}

function lambdaFiles(project: Project): [string, string][] {
  return [
    ['template.yaml', renderTemplate(project.flavour)],
    ['samconfig.toml', renderSamConfig(project)],
  ];
}
