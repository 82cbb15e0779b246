import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** The height of each row, in pixels; the style sheet says the same. */
export const ROW = 32;
/** Rows that are drawn above and below those to be seen, so that scrolling shows no gap. */
const SPARE = 10;

/** A part of many rows: those to be seen now, and how to move among them. */
export interface Windowed {
  readonly ref: RefObject<HTMLDivElement | null>;
  readonly first: number;
  /** The one behind the last. */
  readonly end: number;
  /** Rows that fit. */
  readonly fitting: number;
  readonly onScroll: () => void;
  /** Scrolls as little as will do. */
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
    // The head stays where it is, and covers one row.
    const lowest = (index + 2) * ROW - scroller.clientHeight;
    scroller.scrollTop = Math.max(Math.min(scroller.scrollTop, index * ROW), lowest);
    look();
  };
  const first = Math.max(0, Math.min(Math.floor(top / ROW) - SPARE, count - 1));
  const fitting = Math.max(1, Math.floor(height / ROW) - 1);
  return { ref, first, end: Math.min(count, first + fitting + 2 * SPARE + 2), fitting, onScroll: look, reveal };
}
