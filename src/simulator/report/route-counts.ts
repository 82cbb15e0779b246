/** The numbers of records on each way of a flow: into its routers, and through their branches. */
export class RouteCounts {
  readonly #counts = new Map<string, number>();

  /** Counts records of a generator that come to a router. */
  enter(router: string, generator: string, records: number): void {
    this.#add(JSON.stringify([router, generator]), records);
  }

  /** Counts records that go on in a branch, to the step at a place, or behind the last one to its end. */
  pass(router: string, branch: number, place: number, records: number): void {
    this.#add(JSON.stringify([router, branch, place]), records);
  }

  countEntered(router: string, generator: string): number {
    return this.#counts.get(JSON.stringify([router, generator])) ?? 0;
  }

  countPassed(router: string, branch: number, place: number): number {
    return this.#counts.get(JSON.stringify([router, branch, place])) ?? 0;
  }

  #add(way: string, records: number): void {
    this.#counts.set(way, (this.#counts.get(way) ?? 0) + records);
  }
}
