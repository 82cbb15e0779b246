import { defineConfig, mergeConfig } from 'vitest/config';
import base from './vitest.config.ts';

const own = {
  find: /^integrator-extension-lambda\/http$/,
  replacement: new URL('./src/http.ts', import.meta.url).pathname,
};

export default mergeConfig(base, defineConfig({ resolve: { alias: [own] } }));
