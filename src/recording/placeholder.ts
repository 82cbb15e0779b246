/** Matches the placeholders of secrets and of hidden values: `«secret:bearerToken»`, `«email:1»`. */
export const PLACEHOLDERS = /«[\w$-]{1,40}:[^«»]{1,400}»/g;

/** Matches the placeholders of secrets, with their names. */
export const SECRET_PLACEHOLDERS = /«secret:([^«»]{1,400})»/g;

/** Makes the placeholder of a secret. */
export function toPlaceholder(name: string): string {
  return `«secret:${name}»`;
}

/** Whether a text is the placeholder of a secret: a recorded call that is made again has them in its options. */
export function isPlaceholder(text: string): boolean {
  return /^«secret:[^«»]{1,400}»$/.test(text);
}
