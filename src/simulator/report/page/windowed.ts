import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** The height of each row, in pixels; the style sheet has the same number. */
export const ROW = 32;
/** Rows rendered above and below the visible ones, so that scrolling shows no gap. */
const SPARE = 10;

/** The visible part of many rows, and the navigation among them. */
export interface Windowed {
  readonly ref: RefObject<HTMLDivElement | null>;
  readonly first: number;
  /** The index after the last visible row. */
  readonly end: number;
  /** The number of rows that fit. */
  readonly fitting: number;
  readonly onScroll: () => void;
  /** Scrolls no further than needed. */
  readonly reveal: (index: number) => void;
}

/** Keeps the number of rows in the document small, however many there are. */
export function useWindowed(count: number): Windowed {
  const ref = useRef<HTMLDivElement>(null);
  const [{ top, height }, setView] = useState({ top: 0, height: 600 });
  const look = () => {
    const { scrollTop = 0, clientHeight = 0 } = ref.current ?? {};
    setView({ top: scrollTop, height: clientHeight });
  };
  // A shorter list may have scrolled by itself.
  useLayoutEffect(look, [count]);
  useLayoutEffect(() => {
    const observer = new ResizeObserver(look);
    if (ref.current) observer.observe(ref.current);
    return () => observer.disconnect();
  }, []);
  const reveal = (index: number) => {
    const scroller = ref.current;
    if (!scroller) return;
    // The head is sticky, and covers one row.
    const lowest = (index + 2) * ROW - scroller.clientHeight;
    scroller.scrollTop = Math.max(Math.min(scroller.scrollTop, index * ROW), lowest);
    look();
  };
  const first = Math.max(0, Math.min(Math.floor(top / ROW) - SPARE, count - 1));
  const fitting = Math.max(1, Math.floor(height / ROW) - 1);
  return { ref, first, end: Math.min(count, first + fitting + 2 * SPARE + 2), fitting, onScroll: look, reveal };
}
