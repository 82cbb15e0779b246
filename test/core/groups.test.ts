import { describe, expect, it } from 'vitest';
import { groupOf, typeOf } from '../../src/core/groups.ts';

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
    expect(groupOf(type)).toBe(group);
    expect(typeOf(group)).toBe(type);
  });

  it('a group named like a type that leads elsewhere is reached by none, nor is one without a name', () => {
    expect(typeOf('hook')).toBeUndefined();
    expect(typeOf('')).toBeUndefined();
  });

  it('takes names of the language for names like any other', () => {
    expect(groupOf('constructor')).toBe('constructor');
    expect(typeOf('toString')).toBe('toString');
  });
});
