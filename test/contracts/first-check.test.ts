import { expect, it, vi } from 'vitest';

/** How many functions were generated from text. */
let generated = 0;
const construct = (target: typeof Function, args: string[]) => {
  generated += +(args.length > 1);
  return Reflect.construct(target, args);
};
vi.stubGlobal('Function', new Proxy(Function, { construct }));
vi.resetModules();
const { enforce } = await import('integrator-extension-lambda/contracts');

const check = () => enforce.open('preMap', { bearerToken: 'token', data: [{}] }).checkResponse([{ dta: 1 }]);

it('a first check runs without the code that later ones generate', () => {
  const issue = { path: 'response[0]', message: 'Unrecognized key: "dta"; did you mean data?' };
  expect([check(), generated]).toEqual([[issue], 0]);
  expect([check(), generated]).toEqual([[issue], 1]);
});
