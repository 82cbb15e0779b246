/** A bounded choice of many things that come one after the other. */
export interface Sample<T> {
  /**
   * Offers one thing.
   * @param ordinal counts what is offered, from 0
   * @param isUrgent things are kept before all others
   * @param make is only called if the thing is kept, for now
   */
  readonly offer: (ordinal: number, isUrgent: boolean, make: () => T) => void;
  /** What is kept, in the order of its ordinals, and how many were offered and are not. */
  readonly end: () => { readonly kept: readonly T[]; readonly leftOut: number };
}

interface Kept<T> {
  readonly ordinal: number;
  readonly isUrgent: boolean;
  readonly thing: T;
}

/**
 * Keeps everything until there is too much; then every second, every fourth … of what is not urgent. So a choice of any
 * number is spread over all of it evenly, whenever it ends.
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
