// Two generations under names of their own; what a middleware needs of them is the same.
declare module 'express4' {
  export { default } from 'express';
}
declare module 'express5' {
  export { default } from 'express';
}
