import type { Recording } from './recording.ts';

/**
 * Sets the environment variables whose values are secrets in some recordings to their placeholders: a function then
 * sends what was recorded. Returns a function that restores them.
 */
export function setPlaceholders(recordings: readonly Recording[]): () => void {
  const text = JSON.stringify(recordings);
  const names = new Set(Array.from(text.matchAll(/«secret:env\.(\w+)»/g), ([, name]) => String(name)));
  const before = Array.from(names, (name) => [name, process.env[name]] as const);
  for (const name of names) process.env[name] = `«secret:env.${name}»`;
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
}
