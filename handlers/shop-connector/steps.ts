// An alias and no interface: only an alias has the index signature that the contract's open-ended steps ask for.
type Step = { installerFunction: string; completed: boolean; isCurrentStep: boolean };

interface Progress {
  success: boolean;
  stepsToUpdate: Step[];
}

/** What a connector's installer and its uninstaller have in common: steps, each with its own function. */
export class Steps {
  readonly #names: readonly string[];

  constructor(names: readonly string[]) {
    this.#names = names;
  }

  /** Makes the first step the current one and all of them undone. */
  begin(): Progress {
    return this.#progress(0);
  }

  /** Ticks off a step and those before it, and makes the next one the current one. */
  complete(name: string): Progress {
    return this.#progress(this.#names.indexOf(name) + 1);
  }

  #progress(done: number): Progress {
    const stepsToUpdate = this.#names.map((installerFunction, index) => ({
      installerFunction,
      completed: index < done,
      isCurrentStep: index === done,
    }));
    return { success: true, stepsToUpdate };
  }
}
