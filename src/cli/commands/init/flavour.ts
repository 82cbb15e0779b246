/** The choices for a new project; the first of each is the default. */
export const CHOICES = {
  language: ['ts', 'js'],
  kind: ['diy', 'connector'],
  generation: ['2.0', '1.0'],
  target: ['lambda', 'server'],
} as const;

/** One choice. */
export type Choice = keyof typeof CHOICES;

/** A project's language, the kind of module that it hosts, the module's layout, and where it runs. */
export type ProjectOptions = { readonly [C in Choice]: (typeof CHOICES)[C][number] };

/** A new project. */
export interface Project {
  /** A valid name for a package and for a stack. */
  readonly name: string;
  readonly flavour: ProjectOptions;
}

const LONGEST_NAME = 54;

/**
 * Makes the name of a project from its folder: Lambda's limit for function names leaves 54 characters to the stack's
 * name.
 */
export function toProjectName(folder: string): string {
  const name = folder
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, LONGEST_NAME)
    .replace(/-$/, '');
  return name || 'integrator-extension';
}
