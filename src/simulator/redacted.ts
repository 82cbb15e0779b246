import { formsOf, isSecretName, redact } from '../core/redact.ts';

/** Makes what blots secrets out of JSON data. Only what may hold one is copied for it: that takes long. */
export function createRedactor(secrets: readonly string[]): <T>(value: T) => T {
  // Shorter texts turn up by chance.
  const known = secrets.filter(({ length }) => length > 5);
  const forms = known.flatMap(formsOf);
  return (value) => {
    const json = JSON.stringify(value);
    const mayHold = isSecretName(json) || forms.some((form) => json.includes(form));
    // A copy without objects that stand in two places: they would be written once.
    return mayHold ? redact(JSON.parse(json), known) : value;
  };
}
