import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

interface Props<T> {
  readonly items: readonly T[];
  /** The number of items that are shown at first. */
  readonly first: number;
  /** The most that are ever shown: more would slow the document down. */
  readonly most?: number;
  readonly class?: string;
  readonly children: (item: T, index: number) => ComponentChildren;
}

/** A list whose first items are shown, and all of them on request. */
export function LongList<T>({ items, first, most = 1000, class: named = '', children }: Props<T>) {
  const [isLong, setLong] = useState(false);
  const shown = items.slice(0, isLong ? most : first);
  const all = Math.min(most, items.length);
  return (
    <>
      <ul class={named}>
        {shown.map((item, index) => (
          <li key={index}>{children(item, index)}</li>
        ))}
      </ul>
      {shown.length < all && (
        <button type="button" onClick={() => setLong(true)}>
          {all < items.length ? 'Show the first' : 'Show all'} {all.toLocaleString('en')}
        </button>
      )}
    </>
  );
}
