/** The name that was probably meant: the nearest one, if no more than two letters are other ones, missing or too many. */
export function findNearest(written: string, names: readonly string[]): string | undefined {
  const [first] = names
    .map((name) => ({ name, apart: distance(written.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, apart }) => apart <= 2 && apart < name.length)
    .sort((one, other) => one.apart - other.apart);
  return first?.name;
}

/** How many letters have to be changed, added or left out to make one text of another. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (let at = 1; at <= to.length; at++) {
      const changed = (row[at - 1] as number) + (to[at - 1] === letter ? 0 : 1);
      next.push(Math.min(changed, (row[at] as number) + 1, (next[at - 1] as number) + 1));
    }
    row = next;
  }
  return row[to.length] as number;
}
