export { connectors } from './modules.ts';
