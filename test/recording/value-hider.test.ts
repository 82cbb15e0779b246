import { expect, it } from 'vitest';
import { readHiddenPath } from '../../src/recording/hidden-path.ts';
import { hideValues } from '../../src/recording/value-hider.ts';

it('hides the values of paths wherever they occur, and numbers different ones', () => {
  const data = {
    options: {
      data: [
        { name: 'Ada Lovelace', id: 7 },
        { name: 'Bob', id: 8 },
        { name: 'Ada Lovelace', id: 9 },
        { name: '', id: null },
      ],
    },
    response: ['Dear Ada Lovelace!', 'Bob', 'Bobby', { 'Ada Lovelace': 1 }],
  };
  expect(hideValues(data, { hide: ['options.data[*].name'] })).toEqual({
    options: {
      data: [
        { name: '«name:1»', id: 7 },
        { name: '«name:2»', id: 8 },
        { name: '«name:1»', id: 9 },
        { name: '', id: null },
      ],
    },
    response: ['Dear «name:1»!', '«name:2»', 'Bobby', { '«name:1»': 1 }],
  });
});

it('hides short values at their paths alone, and no part of a longer word', () => {
  const data = {
    options: { n: 1, code: 'DE', name: 'Anna' },
    response: [1, 'DE', 'Anna', 'Annapolis', 'in Anna, by Anna', 'x'],
  };
  expect(hideValues(data, { hide: ['options.n', 'options.code', 'options.name'] })).toEqual({
    options: { n: '«n:1»', code: '«code:1»', name: '«name:1»' },
    response: [1, 'DE', '«name:1»', 'Annapolis', 'in «name:1», by «name:1»', 'x'],
  });
});

it('hides the longest of several values that begin alike', () => {
  const data = { options: { a: 'Anna', b: 'Anna Maria' }, response: 'Anna Maria and Anna' };
  expect(hideValues(data, { hide: ['options.a', 'options.b'] }).response).toBe('«b:1» and «a:1»');
});

it('hides everything below a path, numbers and odd keys too', () => {
  const data = { options: { 'ship to': { street: 'Main St 5', zip: 10115 }, list: [['x1', 'x2']] } };
  expect(hideValues(data, { hide: ['options["ship to"]', 'options.list[0][1]'] })).toEqual({
    options: { 'ship to': { street: '«ship-to:1»', zip: '«ship-to:2»' }, list: [['x1', '«list:1»']] },
  });
});

it('passes paths that lead nowhere', () => {
  const data = { options: { a: 'text', n: null }, response: 'text' };
  expect(hideValues(data, { hide: ['options.no.such', 'options.a.b', 'options.n.b'] })).toEqual(data);
});

it('leaves placeholders alone', () => {
  const data = {
    options: { key: '«secret:settings.email»', note: 'settings «secret:settings.email»', tag: 'settings' },
  };
  expect(hideValues(data, { hide: ['options.key', 'options.tag'], hideValues: ['email'] })).toEqual({
    options: { key: '«secret:settings.email»', note: '«tag:1» «secret:settings.email»', tag: '«tag:1»' },
  });
});

it('hides values of known forms, equal ones equally', () => {
  const text = 'ada@example.com, Ada+x@sub.example.co.uk; ada%40example.com';
  expect(hideValues({ a: text }, { hideValues: ['email'] }).a).toBe('«email:1», «email:2»; «email:1»');
  const phones = '+49 30 1234567, (030) 1234567, 415-555-2671, 030/123456-78';
  expect(hideValues({ a: phones }, { hideValues: ['phone'] }).a).toBe('«phone:1», «phone:2», «phone:3», «phone:4»');
  const cards = '4111 1111 1111 1111 and 4111111111111112, DE89 3704 0044 0532 0130 00, DE89370400440532013001';
  expect(hideValues({ a: cards }, { hideValues: ['card', 'iban'] }).a).toBe(
    '«card:1» and 4111111111111112, «iban:1», DE89370400440532013001',
  );
});

it('hides card numbers whose digits are more than 9 when doubled', () => {
  expect(hideValues({ a: '5555 5555 5555 4444' }, { hideValues: ['card'] }).a).toBe('«card:1»');
});

it.each([
  '2026-11-30T16:05:12.345Z',
  '2026-11-30',
  '1732982345',
  '12.50',
  '0.12345678',
  'SKU-0012345678',
  '192.168.10.200',
  'a@b',
])('takes %s for no personal value', (text) => {
  expect(hideValues({ a: text, b: 1732982345123 }, { hideValues: ['email', 'phone', 'iban'] })).toEqual({
    a: text,
    b: 1732982345123,
  });
});

it('changes nothing if nothing is to be hidden', () => {
  const data = { options: { a: 'ada@example.com' } };
  expect(hideValues(data, {})).toBe(data);
});

it('reads long texts without an address in no time that grows with their square', () => {
  const text = 'x'.repeat(2_000_000);
  expect(hideValues({ a: text }, { hideValues: ['email', 'phone', 'iban', 'card'] })).toEqual({ a: text });
});

it('refuses kinds and paths that cannot be, and names what can', () => {
  expect(() => hideValues({}, { hideValues: ['emial' as never] })).toThrow(
    'found emial, expected one of email, phone, iban, card; did you mean email?',
  );
  expect(() => readHiddenPath('options.data[x]')).toThrow(
    'hidden path options.data[x]: found `[x]`, expected such as options.data[*].email',
  );
  expect(() => readHiddenPath('data')).toThrow('found `data` at its start');
  expect(() => readHiddenPath('')).toThrow('found `` at its start');
  expect(() => readHiddenPath('options')).toThrow('found no field');
});

it('reads each form of a path', () => {
  expect(readHiddenPath('response[3].data["a\\"b"].*')).toEqual(['response', '3', 'data', 'a"b', '*']);
});
