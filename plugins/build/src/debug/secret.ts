import type { Failed } from '../results/debugged.js';

/** Where what is not printed can be read. */
export const keptSecret = ({ derivation }: Pick<Failed, 'derivation'>): string =>
  `what it runs seems to hold a secret, and is not printed: its words are in ${derivation}`;
