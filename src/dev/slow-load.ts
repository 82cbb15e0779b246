import { relative } from 'node:path';
import { LOAD_TIME } from '../transport/worker-process.ts';
import type { LoadPatience } from './build-state.ts';

/** Milliseconds after which it is said that a module is still loading. */
const NOTICE_AFTER = 2000;

/**
 * Says that a module is still loading, where it takes long.
 * @param say gets the sentence
 * @returns a function that ends this
 */
export function noticeSlowLoad(
  module: string,
  { loadTime = LOAD_TIME, noticeAfter = NOTICE_AFTER }: LoadPatience,
  say: (sentence: string) => void,
): () => void {
  const [soon, end] = [noticeAfter, loadTime].map((ms) => `${ms / 1000} s`);
  const sentence = `${relative('', module)}: was not loaded within ${soon}; calls wait for it, ${end} at most`;
  const alarm = setTimeout(say, noticeAfter, sentence);
  return () => clearTimeout(alarm);
}
