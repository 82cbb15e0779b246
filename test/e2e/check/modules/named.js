import { define } from 'integrator-extension-lambda';

const fail = () =>
  define.preMap(({ data }) => {
    data.length = 0;
    return [];
  });

export default { ['tidy'.repeat(100)]: fail(), größe: fail(), grüße: fail() };
