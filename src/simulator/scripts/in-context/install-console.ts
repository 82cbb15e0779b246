import type { Realm } from './realm.ts';

/**
 * Gives a context the console of the platform: five methods, whose lines have their level before them. After 1,000 lines
 * between two answers, the others are left out.
 */
export function installConsole(realm: Realm, global: { console?: unknown }): void {
  const { stringify } = JSON;
  const { now } = Date;
  const most = 1000;

  const toText = (value: unknown): string => {
    if (typeof value === 'string') return value;
    if (value instanceof Error) return realm.describeThrown(value).stack ?? String(value);
    try {
      return stringify(value) ?? String(value);
    } catch {
      return Object.prototype.toString.call(value);
    }
  };

  const write =
    (level: string) =>
    (...values: unknown[]): void => {
      if (level === 'debug' && !(now() < realm.debugUntil)) return;
      if (realm.lines.length > most) return;
      const isLast = realm.lines.length === most;
      realm.lines.push(isLast ? 'further lines are left out' : `${level}: ${values.map(toText).join(' ')}`);
    };

  realm.lines = [];
  realm.takeLines = () => {
    if (realm.lines.length === 0) return '';
    const text = stringify(realm.lines);
    realm.lines = [];
    return text;
  };
  global.console = {
    debug: write('debug'),
    error: write('error'),
    info: write('info'),
    log: write('log'),
    warn: write('warn'),
  };
}
