import { describe, expect, it } from 'vitest';
import { EACH, parseExtract, parseGenerate } from '../../../src/simulator/mapper1/path.ts';

describe('an extract', () => {
  it.each<[extract: string, steps: unknown[]]>([
    ['name', ['name']],
    ['customer.name', ['customer', 'name']],
    ['Cust_PO#', ['Cust_PO#']],
    ['ship to', ['ship to']],
    ['a[0]', ['a', 0]],
    ['a.0.b', ['a', '0', 'b']],
    ['a.[0].b', ['a', 0, 'b']],
    ['a[0][1]', ['a', 0, 1]],
    ['[1].sku', [1, 'sku']],
    ['lines[*].sku', ['lines', EACH, 'sku']],
    ['lines.[*].sku', ['lines', EACH, 'sku']],
    ['a[*][*]', ['a', EACH, EACH]],
    ['[*].sku', [EACH, 'sku']],
    ['*.sku', [EACH, 'sku']],
    ['*', [EACH]],
    ['*.[Internal ID]', [EACH, 'Internal ID']],
    ['*.lines[*].sku', [EACH, 'lines', EACH, 'sku']],
    ['customer[e.mail]', ['customer', 'e.mail']],
    ['[e.mail]', ['e.mail']],
    ['[a\\]b].c', ['a]b', 'c']],
    ['[a[b\\]]', ['a[b]']],
    ['[a\\b]', ['a\\b']],
    ['[007]', ['007']],
    ["['Email']", ['Email']],
    ['["Cust_PO#"].x', ['Cust_PO#', 'x']],
    ["customer['it\\'s']", ['customer', "it's"]],
    ["['0']", ['0']],
    ["['a].b']", ['a].b']],
    ['__proto__.x', ['__proto__', 'x']],
  ])('%s is read', (extract, steps) => {
    expect(parseExtract(extract).steps).toEqual(steps);
  });

  it('is quoted where it is one name in quotes alone', () => {
    const isQuoted = (extract: string) => parseExtract(extract).isQuoted;
    expect(isQuoted("['Email']")).toBe(true);
    expect(isQuoted('["Email"]')).toBe(true);
    expect(isQuoted('[Email]')).toBe(false);
    expect(isQuoted("a['Email']")).toBe(false);
    expect(isQuoted("['Email'].x")).toBe(false);
  });

  it.each([
    ['a..b', '"..b"'],
    ['.a', '".a"'],
    ['a.', '"."'],
    ['a[', '"["'],
    ['a[*', '"[*"'],
    ['a[]', '"[]"'],
    ['a]', '"]"'],
    ['a[0]b', '"b"'],
    ['a.*.b', '".*.b"'],
    ['*.*.b', '"*.b"'],
    ['a[b', '"[b"'],
  ])('%s is refused', (extract, found) => {
    expect(() => parseExtract(extract)).toThrow(`found ${found}, expected a path like customer.name or lines[*].sku`);
  });

  it('of XML is refused, with the way to write a name', () => {
    expect(() => parseExtract('/Order/Id')).toThrow(
      'found /Order/Id, a path of XML, expected a path like customer.name, or [/Order/Id] for a name',
    );
    expect(parseExtract('[/Order/Id]').steps).toEqual(['/Order/Id']);
  });
});

describe('a generate', () => {
  it.each<[generate: string, steps: unknown[]]>([
    ['a.b', ['a', 'b']],
    ['items[*].sku', ['items', EACH, 'sku']],
    ['[*].item', [EACH, 'item']],
    ['ids[1]', ['ids', 1]],
    ['a.[2].b', ['a', 2, 'b']],
    ['[ship.2.x]', ['ship.2.x']],
    ['2024', ['2024']],
    ["a['0']", ['a', '0']],
    ["a.['0']", ['a', '0']],
  ])('%s is read', (generate, steps) => {
    expect(parseGenerate(generate)).toEqual(steps);
  });

  it.each([
    ['a[1000]', 'found [1000], expected [999] at most'],
    ['$.id', 'found $.id, expected a path without $, like customer.name'],
    ['{{id}}', 'found {{id}}, expected a path, not an expression'],
    ['a.0.b', "found .0 in a.0.b, expected [0] for an element or ['0'] for a name"],
    ['a[*', 'found "[*", expected a path like customer.name or lines[*].sku'],
    ['*.a', 'found "*.a", expected a path like customer.name or lines[*].sku'],
  ])('%s is refused', (generate, message) => {
    expect(() => parseGenerate(generate)).toThrow(message);
  });
});
