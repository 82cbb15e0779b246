export { createHandler, type Handler, type HandlerConfig } from './adapters/lambda.ts';
export { type HandlerModule, loadHandler } from './adapters/load.ts';
export type { AnyRecord, Slots } from './contracts/author.ts';
export type { Complaints, Judge, Judgement, Traits } from './contracts/contract.ts';
export type { Context } from './core/context.ts';
export { createExtension, type Extension } from './core/extension.ts';
export type { Logger, LogLine } from './core/log.ts';
export type { ExtensionConfig } from './core/modules.ts';
export {
  type Callback,
  type DefinedFunction,
  define,
  type ExtensionFunction,
  type Kind,
  type OptionsOf,
  type ResponseOf,
} from './define.ts';
export { ExtensionError, type Problem } from './errors.ts';
export type { Invocation, Outcome } from './invocation.ts';
