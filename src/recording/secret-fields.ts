/** The fields of a kind of text: the part up to the value, the name, and the value. */
interface FieldForm {
  readonly pattern: RegExp;
  readonly decode: (value: string) => string;
}

/** Parameters of a URL or a form. */
export const PARAMETERS: FieldForm = {
  pattern: /((?:^|[?&#;])([^=&#?;\s]{1,200})=)([^&#;\s]+)/g,
  decode: decodeParameter,
};

/** Fields of JSON that is cut off or within other text. */
export const JSON_FIELDS: FieldForm = {
  pattern: /("([\w$.-]{1,60})"\s{0,9}:\s{0,9}")((?:[^"\\]|\\.)+)/g,
  decode: (value) => value,
};

/** Elements of XML. */
export const XML_ELEMENTS: FieldForm = {
  pattern: /(<(?:[\w-]{1,40}:)?([\w-]{1,60})(?:\s[^<>]{0,400})?>)([^<]+)/g,
  decode: (value) => value,
};

/** Parts of a multipart form. */
export const MULTIPART_FIELDS: FieldForm = {
  pattern: /(\bname="([^"\r\n]{1,60})"[^\r\n]{0,400}\r\n(?:[^\r\n]{1,400}\r\n){0,10}\r\n)([\s\S]+?)(?=\r\n--|$)/g,
  decode: (value) => value,
};

/** Replaces the values of a text's fields that hold secrets. */
export function replaceFields(
  text: string,
  { pattern, decode }: FieldForm,
  isSecret: (name: string) => boolean,
  replace: (value: string, name: string) => string,
): string {
  return text.replace(pattern, (whole, start: string, written: string, value: string) => {
    const name = decode(written);
    return isSecret(name) && value.trim() ? start + replace(decode(value), name) : whole;
  });
}

function decodeParameter(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
