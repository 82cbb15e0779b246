import type { LifeRule } from '../life-facts.ts';

/** The rules that every life is held to, in the order of their findings. */
export const lifeRules: readonly LifeRule[] = [];
