import { describe, expect, it } from 'vitest';
import { toGroup, toType } from '../../src/core/groups.ts';

describe('groupOf and typeOf', () => {
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

  it('a group named like a type that leads elsewhere is reached by none, nor is one without a name', () => {
    expect(toType('hook')).toBeUndefined();
    expect(toType('')).toBeUndefined();
  });

  it('takes names of the language for names like any other', () => {
    expect(toGroup('constructor')).toBe('constructor');
    expect(toType('toString')).toBe('toString');
  });
});
