import { CHOICES, type ProjectOptions } from '../../../src/cli/commands/init/flavour.ts';

/** Every flavour of a new project, that of the defaults first. */
export const flavours: readonly ProjectOptions[] = CHOICES.language.flatMap((language) =>
  CHOICES.kind.flatMap((kind) =>
    CHOICES.generation.flatMap((generation) =>
      CHOICES.target.map((target) => ({ language, kind, generation, target })),
    ),
  ),
);

/** The name of a flavour's project. */
export function toFolder({ language, kind, generation, target }: ProjectOptions): string {
  return [language, kind, generation, target].join('-');
}

/** The flags of `init` that choose a flavour. */
export function toFlags(flavour: ProjectOptions): string[] {
  return Object.entries(flavour).flatMap(([choice, value]) => [`--${choice}`, value]);
}
