/** A bounded sample of many items in sequence. */
export interface Sample<T> {
  /**
   * Offers one item.
   * @param ordinal counts the offers, from 0
   * @param isUrgent keeps the item before all others
   * @param make called only if the item is kept for now
   */
  readonly offer: (ordinal: number, isUrgent: boolean, make: () => T) => void;
  /** The kept items by ordinal, and the number of dropped ones. */
  readonly end: () => { readonly kept: readonly T[]; readonly leftOut: number };
}

interface Kept<T> {
  readonly ordinal: number;
  readonly isUrgent: boolean;
  readonly thing: T;
}

/**
 * Makes a sample. It keeps everything until it is full; then every second, every fourth … of the items that are not
 * urgent. So the sample is spread evenly whenever it ends.
 */
export function createSample<T>(most: number): Sample<T> {
  let kept: Kept<T>[] = [];
  let stride = 1;
  let offered = 0;
  let urgent = 0;

  const thinOut = () => {
    while (kept.length > most) {
      stride *= 2;
      kept = kept.filter(({ ordinal, isUrgent }) => isUrgent || (urgent < most && ordinal % stride === 0));
    }
  };
  return {
    offer: (ordinal, isUrgent, make) => {
      offered += 1;
      if (isUrgent ? urgent >= most : ordinal % stride !== 0 || urgent >= most) return;
      if (isUrgent) urgent += 1;
      kept.push({ ordinal, isUrgent, thing: make() });
      thinOut();
    },
    end: () => {
      const inOrder = [...kept].sort((a, b) => a.ordinal - b.ordinal);
      return { kept: inOrder.map(({ thing }) => thing), leftOut: offered - kept.length };
    },
  };
}
