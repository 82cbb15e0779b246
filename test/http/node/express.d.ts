// Two generations under different names, with the same interface for middlewares.
declare module 'express4' {
  export { default } from 'express';
}
declare module 'express5' {
  export { default } from 'express';
}
