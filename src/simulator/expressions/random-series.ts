/**
 * Makes a series of numbers from 0 up to 1 that repeats in every run: the same seed and the same text give the same
 * numbers.
 */
export function createRandomSeries(seed: number, text: string): () => number {
  let state = seed | 0;
  for (let at = 0; at < text.length; at++) state = Math.imul(state ^ text.charCodeAt(at), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
