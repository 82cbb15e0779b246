/** The content of a file is not what its format demands. */
export class Misread extends Error {
  /** The place in the file, to be put behind its name: `:12`, `, record 3`; empty for the file as a whole. */
  readonly place: string;

  constructor(place: string, message: string) {
    super(message);
    this.place = place;
  }
}
