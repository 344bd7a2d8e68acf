import type { DiagnosisFix } from '@nixai/api';
import { answerTo } from '../../shared/answers.js';
import { accounts } from './answers/accounts.js';
import { graphicsAndSound } from './answers/graphicsAndSound.js';
import { networkAndServices } from './answers/networkAndServices.js';
import { startOfMachine } from './answers/startOfMachine.js';

const answers = [...accounts, ...startOfMachine, ...graphicsAndSound, ...networkAndServices];

/** Assertions that many meet, and the definition that ends each; undefined for all others. */
export const wellKnown = (text: string): readonly DiagnosisFix[] | undefined =>
  answerTo(text, answers);
