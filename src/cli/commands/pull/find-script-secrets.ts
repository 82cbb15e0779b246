import { isCredential, STARS } from './mask-secrets.ts';

/** A text in a script that looks like a secret. */
export interface ScriptSecret {
  /** From 1. */
  readonly line: number;
  /** What holds it: `apiKey`, `a JWT`. It is never the text itself. */
  readonly name: string;
}

/** A text with its place in the script. */
interface FoundText {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** A text between quotes, on one line. */
const QUOTED = /(?<quote>["'`])(?<text>(?:\\.|(?!\k<quote>)[^\\\n])+)\k<quote>/.source;

/** The ways in which a text gets its name. */
const NAMED = [
  // apiKey = 'x', apiKey: 'x', headers['x-api-key'] = 'x', token = settings.token || 'x'
  /(?<![\w$-])(?<name>[\w$-]+)["'`]?\s*\]?\s*(?:=(?![=>])|:)\s*(?:[\w$.?]+\s*(?:\|\||\?\?)\s*)?/,
  // set('x-api-key', 'x')
  /\(\s*["'`](?<name>[\w-]+)["'`]\s*,\s*/,
  // { name: 'x-api-key', value: 'x' }
  /\bname["']?\s*:\s*["'`](?<name>[\w-]+)["'`]\s*,\s*["']?value["']?\s*:\s*/,
].map((before) => new RegExp(`${before.source}${QUOTED}`, 'dg'));

/** Texts that are secrets by their shape. */
const SHAPES: readonly (readonly [name: string, shape: RegExp])[] = [
  ['a JWT', /\beyJ[\w-]{6,}\.eyJ[\w-]{6,}\.[\w-]*/g],
  ['an AWS access key', /\b(?:AKIA|ASIA)[A-Z\d]{16}\b/g],
  ['a private key', /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/g],
  ['a credential of an Authorization header', /\b(?:bearer|basic)\s+(?=[\w+/.~-]*\d)[\w+/.~-]{8,}=*/gi],
  ['a password in a URL', /\b[a-z][\w+.-]*:\/\/[^\s/@:"'`]+:(?!\$?\{)[^\s/@"'`]+@/gi],
];

/** Finds the texts of a script that look like secrets: by the name that they are given, or by their shape. */
export function findScriptSecrets(script: string): readonly ScriptSecret[] {
  let [line, at] = [1, 0];
  return findTexts(script).map(({ name, from }) => {
    line += script.slice(at, from).split('\n').length - 1;
    at = from;
    return { line, name };
  });
}

/** Replaces those texts by six stars, as in what is shown of a script. */
export function maskScriptSecrets(script: string): string {
  const found = findTexts(script).toReversed();
  return found.reduce((text, { from, to }) => `${text.slice(0, from)}${STARS}${text.slice(to)}`, script);
}

/** In their order; of texts that overlap, the first. */
function findTexts(script: string): readonly FoundText[] {
  const named = NAMED.flatMap((pattern) => Array.from(script.matchAll(pattern), toNamed)).filter(
    ({ name, from, to }) => isCredential(name) && isSecretText(script.slice(from, to)),
  );
  const shaped = SHAPES.flatMap(([name, shape]) =>
    Array.from(script.matchAll(shape), ({ 0: text, index }) => ({ name, from: index, to: index + text.length })),
  );
  let end = 0;
  return [...named, ...shaped]
    .sort((a, b) => a.from - b.from)
    .filter(({ from, to }) => {
      const isNew = from >= end;
      if (isNew) end = to;
      return isNew;
    });
}

function toNamed({ groups, indices }: RegExpExecArray): FoundText {
  const [from, to] = indices?.groups?.text ?? [0, 0];
  return { name: groups?.name ?? '', from, to };
}

/** Shorter texts, labels, expressions and names of fields are no secrets. */
function isSecretText(text: string): boolean {
  const rest = text
    .replace(/\$\{[^}]*\}|\{\{[^}]*\}\}+/g, '')
    .replace(/^\s*(?:bearer|basic|token)\b\s*/i, '')
    .trim();
  if (rest.length < SHORTEST_SECRET || /\s|^\*+$/.test(rest)) return false;
  const isName = /^[a-z_$.-]+$/i.test(rest) && (rest.includes('.') || isCredential(rest));
  return !isName;
}

const SHORTEST_SECRET = 6;
