/** The field by which the platform knows a step in each direction. */
type Direction = 'installerFunction' | 'uninstallerFunction';

type Step = { readonly [direction in Direction]?: string } & {
  readonly completed: boolean;
  readonly isCurrentStep: boolean;
};

interface Progress {
  success: boolean;
  stepsToUpdate: Step[];
}

/** The shared part of the connector's installer and uninstaller: steps, each with its own function. */
export class Steps {
  readonly #direction: Direction;
  readonly #names: readonly string[];

  constructor(direction: Direction, names: readonly string[]) {
    this.#direction = direction;
    this.#names = names;
  }

  /** Makes the first step the current one, and marks all as not completed. */
  begin(): Progress {
    return this.#progress(0);
  }

  /** Completes a step and those before it, and makes the next one current. */
  complete(name: string): Progress {
    return this.#progress(this.#names.indexOf(name) + 1);
  }

  #progress(done: number): Progress {
    const stepsToUpdate = this.#names.map((name, index) => ({
      [this.#direction]: name,
      completed: index < done,
      isCurrentStep: index === done,
    }));
    return { success: true, stepsToUpdate };
  }
}
