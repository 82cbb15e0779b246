import { styleText } from 'node:util';

/** Text in a colour, where colours are wanted. */
export function paint(
  { colours }: { readonly colours: boolean },
  colour: 'red' | 'yellow' | 'green' | 'dim',
  text: string,
): string {
  return colours ? styleText(colour, text, { validateStream: false }) : text;
}
