export type { CheckedCall, ContractChecker, Issue } from '../core/kind.ts';
export { kindOf, traitsOf } from '../core/kind.ts';
export type { Contract } from './contract.ts';
export { enforce, formatIssues, isKind, log } from './enforce.ts';
export { contracts } from './registry.ts';
