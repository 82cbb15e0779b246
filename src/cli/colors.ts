import { styleText } from 'node:util';

/** Colours a text, if colours are wanted. */
export function paint(
  { colours }: { readonly colours: boolean },
  colour: 'red' | 'yellow' | 'green' | 'dim',
  text: string,
): string {
  return colours ? styleText(colour, text, { validateStream: false }) : text;
}
