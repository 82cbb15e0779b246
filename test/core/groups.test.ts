import { describe, expect, it } from 'vitest';
import { toGroup, toType } from '../../src/core/groups.ts';

describe('toGroup and toType', () => {
  it.each([
    ['hook', 'hooks'],
    ['wrapper', 'wrappers'],
    ['setting', 'settings'],
    ['utility', 'utilities'],
    ['installer', 'installer'],
    ['uninstaller', 'uninstaller'],
    ['reports', 'reports'],
  ])('type %s leads to %s, and back', (type, group) => {
    expect(toGroup(type)).toBe(group);
    expect(toType(group)).toBe(type);
  });

  it('find no type for a group with the name of a type that has another group, or without a name', () => {
    expect(toType('hook')).toBeUndefined();
    expect(toType('')).toBeUndefined();
  });

  it('translate no type that only ends like one of them', () => {
    expect(toGroup('prehook')).toBe('prehook');
  });

  it("treat the language's names like any other", () => {
    expect(toGroup('constructor')).toBe('constructor');
    expect(toType('toString')).toBe('toString');
  });
});
