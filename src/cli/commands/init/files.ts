import type { Project } from './flavour.ts';
import { eventFiles } from './functions.ts';
import { projectFiles } from './project.ts';
import { readmeOf } from './readme.ts';
import { sourceFiles } from './sources.ts';
import { samConfigOf, templateOf } from './template.ts';
import { testFile } from './test-file.ts';

/** Every file of a new project: its text, by its path in the project's folder. */
export function filesOf(project: Project): Map<string, string> {
  const { flavour } = project;
  return new Map([
    ['README.md', readmeOf(project)],
    ...projectFiles(project),
    ['template.yaml', templateOf(flavour)],
    ['samconfig.toml', samConfigOf(project)],
    ...sourceFiles(flavour),
    testFile(flavour),
    ...eventFiles(flavour),
  ]);
}
