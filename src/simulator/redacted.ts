import { formsOf, isSecretName, redact } from '../core/redact.ts';

/**
 * Makes what blots secrets out of a report. Only what may hold one is walked, for that takes long; all that is returned
 * is a copy, plain JSON data.
 */
export function createRedactor(secrets: readonly string[]): <T>(value: T) => T {
  // Shorter texts turn up by chance.
  const known = secrets.filter(({ length }) => length > 5);
  const forms = known.flatMap(formsOf);
  return (value) => {
    const json = JSON.stringify(value);
    const copy = JSON.parse(json);
    return isSecretName(json) || forms.some((form) => json.includes(form)) ? redact(copy, known) : copy;
  };
}
