import { describe, expect, it } from 'vitest';
import { eventNames, formatEvent, lifeEventSchema } from '../../src/lifecycle/life-event.ts';

const read = (written: unknown) => lifeEventSchema.parse(written);
const problem = (written: unknown) => {
  const [issue] = lifeEventSchema.safeParse(written).error?.issues ?? [];
  return issue && `${issue.path.join('.')}: ${issue.message}`;
};

describe('an event of a script', () => {
  it('is a text', () => {
    expect(read('install')).toEqual({ name: 'install' });
    expect(read('update to 2.1')).toEqual({ name: 'update to', text: '2.1' });
    expect(read('change edition')).toEqual({ name: 'change edition' });
  });

  it('is an object with its values', () => {
    expect(read({ 'save settings': { currency: 'EUR' } })).toEqual({
      name: 'save settings',
      values: { currency: 'EUR' },
    });
    expect(read({ uninstall: null })).toEqual({ name: 'uninstall' });
  });

  it('may be expected to fail', () => {
    expect(read({ connect: 'c1', fails: 'no connection' })).toEqual({
      name: 'connect',
      text: 'c1',
      fails: 'no connection',
    });
    expect(read({ install: null, fails: true })).toEqual({ name: 'install', fails: true });
  });

  it.each([
    ['instal', ': found the unknown event "instal", expected install'],
    ['jump', `: found the unknown event "jump", expected one of ${eventNames.join(', ')}`],
    [{ conect: 'x' }, 'conect: found the unknown event "conect", expected connect'],
    [{}, ': found no event, expected one event'],
    [{ install: null, uninstall: null }, ': found install, uninstall, expected one event'],
    ['update to', ': update to: expected a text after it, found none'],
    ['install now', ': install: expected nothing after it, found "now"'],
    [{ 'update to': 2.1 }, 'update to: update to: expected a text (in quotes, if it is a number) after it, found 2.1'],
    [{ 'submit form': ['x'] }, 'submit form: submit form: expected an object of values after it, found ["x"]'],
    [{ install: null, fails: false }, 'fails: expected true or a text, found false'],
    [{ install: null, fails: '' }, 'fails: expected true or a text, found ""'],
  ])('is refused: %j', (written, expected) => {
    expect(problem(written)).toBe(expected);
  });

  it('is shown without its values', () => {
    expect(formatEvent(read('update to 2.1'))).toBe('update to 2.1');
    expect(formatEvent(read({ 'submit form': { password: 'x' } }))).toBe('submit form');
  });
});
