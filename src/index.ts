export type { AnyRecord, Placeholders } from './contracts/author-types.ts';
export {
  type Callback,
  type DefinedFunction,
  define,
  type ExtensionFunction,
  type Kind,
} from './contracts/define.ts';
export type * from './contracts/named-types.ts';
export type { ExtensionConfig } from './core/config.ts';
export type { Context } from './core/context.ts';
export { createExtension, type Extension } from './core/extension.ts';
export type { CheckedCall, ContractChecker, Issue, Traits } from './core/kind.ts';
export type { Logger, LogLine } from './core/logger.ts';
export { createHandler, type Handler, type HandlerConfig } from './lambda/handler.ts';
export { type HandlerModule, loadHandler } from './lambda/load-handler.ts';
export { ExtensionError, type Problem } from './shared/errors.ts';
export type { Invocation, Outcome } from './shared/invocation.ts';
