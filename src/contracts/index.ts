export type { Complaints, Contract, Judge, Judgement } from './contract.ts';
export { kindOf, traitsOf } from './contract.ts';
export { enforce, isKind, log } from './judge.ts';
export { contracts } from './table.ts';
