import type { Realm, RealmFailure, RealmOutcome, RealmSuccess } from './realm.ts';

/** Gives a context what calls a function of its script with one options after the other. */
export function installBatch(realm: Realm): void {
  const { parse, stringify } = JSON;
  const { now } = Date;
  let wanted = '';
  let slice = 0;
  let inputs: unknown[] = [];
  let at = 0;
  let taken = 0;
  let before = 0;
  let outcomes: RealmOutcome[] = [];
  let responses: string[] = [];

  const settle = (result: RealmSuccess | RealmFailure): void => {
    const lostWrites = realm.listLostWrites();
    const relied = [...realm.relied];
    const lines = realm.lines.length - before;
    const more = {
      ...(lines > 0 && { lines }),
      ...(lostWrites.length > 0 && { lostWrites }),
      ...(relied.length > 0 && { relied }),
    };
    const { response = '', ...rest }: Partial<RealmSuccess & RealmFailure> = result;
    // An interruption may come between any two of these lines: they can be repeated.
    responses[at - taken] = response;
    outcomes[at - taken] = { length: response.length, ...rest, ...more };
    inputs[at] = undefined;
    at += 1;
  };

  realm.start = (name, options, time) => {
    wanted = name;
    slice = time;
    inputs = parse(options);
    at = 0;
    taken = 0;
  };
  realm.isDone = () => at >= inputs.length;
  realm.next = () => {
    const until = now() + slice;
    do {
      before = realm.lines.length;
      settle(realm.callOne(wanted, inputs[at]));
    } while (at < inputs.length && now() < until);
  };
  realm.interrupt = (code, message) => settle({ errors: [{ code, message }] });
  realm.takeOutcomes = () => stringify(outcomes);
  realm.takeResponses = () => {
    const text = responses.join('');
    outcomes = [];
    responses = [];
    taken = at;
    return text;
  };
}
