export { diy } from './modules.ts';
