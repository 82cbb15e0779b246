/** What can be chosen of a new project; the first of each is what is taken where nothing is said. */
export const CHOICES = {
  language: ['ts', 'js'],
  kind: ['diy', 'connector'],
  generation: ['2.0', '1.0'],
} as const;

/** One thing that can be chosen. */
export type Choice = keyof typeof CHOICES;

/** A project's language, the kind of module its handler serves, and that module's layout. */
export type ProjectOptions = { readonly [C in Choice]: (typeof CHOICES)[C][number] };

/** A project to be made. */
export interface Project {
  /** Good for a package and for a stack. */
  readonly name: string;
  readonly flavour: ProjectOptions;
}

const LONGEST_NAME = 54;

/** The name of a project in a folder: Lambda's limit for a function's name leaves 54 characters to that of its stack. */
export function toProjectName(folder: string): string {
  const name = folder
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, LONGEST_NAME)
    .replace(/-$/, '');
  return name || 'integrator-extension';
}
