import { CliError } from '../../cli-error.ts';
import type { RunCommand } from '../../command.ts';

/** The options that say how functions are called. */
const FOR_MODULES = 'connector imports type network kind law runs seed timeout events portable'.split(' ');

/**
 * Refuses what only the functions of a module can be checked with.
 * @param what whose functions are not called: `a flow`
 * @throws CliError naming the first such option or function
 */
export function refuseForModules(
  path: string,
  names: readonly string[],
  options: Parameters<RunCommand>[1],
  what: string,
): void {
  const [given] = FOR_MODULES.filter((key) => options[key] !== undefined);
  const found = names.length > 0 ? `the function ${names.join(', ')}` : given && `--${given}`;
  if (!found) return;
  const message = `${path}: found ${found} beside ${what}, whose functions are not called; expected the path of a module`;
  throw new CliError('wrong_usage', message, 2);
}
