import { describe, expect, it } from 'vitest';
import { toProjectName } from '../../../../src/cli/commands/init/flavour.ts';

describe('toProjectName', () => {
  it.each([
    ['orders', 'orders'],
    ['My Shop.v2', 'my-shop-v2'],
    ['2nd-shop_', 'nd-shop'],
    ['@acme/orders', 'acme-orders'],
    ['Größe', 'gr-e'],
    ['2026', 'integrator-extension'],
    ['', 'integrator-extension'],
    [`${'shop'.repeat(13)}-a-b`, `${'shop'.repeat(13)}-a`],
    [`${'shop'.repeat(13)}o-b`, `${'shop'.repeat(13)}o`],
  ])('turns the folder %j into the name %s, which a package and a stack can have', (folder, name) => {
    expect(toProjectName(folder)).toBe(name);
    expect(name).toMatch(/^[a-z][a-z0-9-]{0,53}$/);
  });
});
