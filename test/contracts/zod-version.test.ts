import { expect, it } from 'vitest';
import { version } from 'zod/v4/core';
import manifest from '../../package.json' with { type: 'json' };

it('the generated checks of records reach into the zod version that they were tried with', () => {
  // schemas.ts calls `_zod.parse` and $ZodObjectJIT, which no release of zod promises to keep.
  const tried = '4.6.7';
  expect(`${version.major}.${version.minor}.${version.patch}`).toBe(tried);
  expect({ ...manifest.devDependencies, ...manifest.dependencies }).toMatchObject({ zod: tried });
});
