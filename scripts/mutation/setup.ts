import fc from 'fast-check';

// A mutant is noticed by the first counterexample, however long it is; and a score can only be measured again if chance
// has no part in it.
fc.configureGlobal({ endOnFailure: true, seed: 1 });
