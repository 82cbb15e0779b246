import type { Page } from 'playwright-core';

/** Counts the elements that a browser keeps, lays out and draws. */
export const countElements = (page: Page) => page.evaluate(() => document.querySelectorAll('*').length);
