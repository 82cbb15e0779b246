interface Step {
  installerFunction: string;
  completed: boolean;
  isCurrentStep: boolean;
}

interface Progress {
  success: boolean;
  stepsToUpdate: Step[];
}

/** The shared part of the connector's installer and uninstaller: steps, each with its own function. */
export class Steps {
  readonly #names: readonly string[];

  constructor(names: readonly string[]) {
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
    const stepsToUpdate = this.#names.map((installerFunction, index) => ({
      installerFunction,
      completed: index < done,
      isCurrentStep: index === done,
    }));
    return { success: true, stepsToUpdate };
  }
}
