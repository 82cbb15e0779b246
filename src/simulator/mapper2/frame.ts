import { isArray } from '../../shared/intrinsics.ts';
import { getOwn, setOwn } from '../../shared/own-property.ts';

/** A place in the input that one element of a list stands for; `names` lead there from the root. */
export interface Focus {
  readonly names: readonly string[];
  /** The position of the element in a frame's elements. */
  readonly slot: number;
}

/** What an entry reads: the input, in which elements stand for the lists that the helpers around the entry go through. */
export class Frame {
  readonly input: unknown;
  readonly parent: Frame | undefined;
  readonly elements: unknown[];
  /** The index of the output's element that is being built. */
  index = 0;
  readonly #foci: readonly Focus[];
  #composite: { readonly value: unknown } | undefined;
  #context: object | undefined;

  /** @param foci from the shortest names to the longest */
  constructor(input: unknown, foci: readonly Focus[] = [], parent?: Frame) {
    this.input = input;
    this.parent = parent;
    this.elements = parent ? [...parent.elements] : [];
    this.#foci = foci;
  }

  /** Begins the next element of the output; the elements of the frame were set. */
  enter(index: number): void {
    this.index = index;
    this.#composite = undefined;
    this.#context = undefined;
  }

  /** The whole input with elements in the place of lists, as the platform's composite object has it. */
  composite(): unknown {
    this.#composite ??= { value: this.#build() };
    return this.#composite.value;
  }

  /** The context of expressions: the composite as `record`, or as `rows` where the input is grouped. */
  context(surroundings: object | undefined): object {
    this.#context ??= { ...surroundings, [isArray(this.input) ? 'rows' : 'record']: this.composite() };
    return this.#context;
  }

  #build(): unknown {
    return this.#foci.reduce((whole, { names, slot }) => replace(whole, names, 0, this.elements[slot]), this.input);
  }
}

/** Copies the objects on the way to a place, and puts the element there. */
function replace(from: unknown, names: readonly string[], at: number, element: unknown): unknown {
  const name = names[at];
  if (name === undefined) return element;
  const copy = { ...(from as object) };
  setOwn(copy, name, replace(getOwn(from, name), names, at + 1, element));
  return copy;
}
