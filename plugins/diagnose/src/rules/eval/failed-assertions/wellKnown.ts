import type { DiagnosisFix } from '@nixai/api';
import { accounts } from './answers/accounts.js';
import { graphicsAndSound } from './answers/graphicsAndSound.js';
import { networkAndServices } from './answers/networkAndServices.js';
import { startOfMachine } from './answers/startOfMachine.js';

const answers = [...accounts, ...startOfMachine, ...graphicsAndSound, ...networkAndServices];

/** Assertions that many meet, and the definition that ends each; undefined for all others. */
export function wellKnown(text: string): readonly DiagnosisFix[] | undefined {
  for (const [pattern, fixes] of answers) {
    const found = pattern.exec(text);
    if (found !== null) return fixes(found.groups ?? {});
  }
  return undefined;
}
