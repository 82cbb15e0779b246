// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

// biome-ignore lint/suspicious/noControlCharactersInRegex: the colours of this program, line breaks and tabs.
const OURS = /(\u001b\[(?:2|22|31|32|33|39)m|[\n\t])/;

const BREAKS = /([\n\t])/;

/** Escapes control characters: a terminal would obey those of records, names and errors. */
export function toPrintable(text: string): string {
  return text.replaceAll(CONTROLS, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * Escapes control characters in the text of a command, except for its line breaks and its own colours.
 * @param hasColours whether the program colours this text: colours of others are escaped, where it does not
 */
export function toPrintableText(text: string, hasColours: boolean): string {
  return text
    .split(hasColours ? OURS : BREAKS)
    .map((part, index) => (index % 2 === 1 ? part : toPrintable(part)))
    .join('');
}
