import { indexRules } from '../engine/ruleIndex.js';
import { createDiagnoser, type Diagnosed } from '../engine/diagnoser.js';
import { rules } from '../rules/index.js';

const index = indexRules(rules);

/** All that the rules of this plugin find in a log, in pieces as they come. */
export function diagnosed(...pieces: readonly (Buffer | string)[]): Diagnosed {
  const diagnoser = createDiagnoser(index);
  for (const piece of pieces) diagnoser.push(Buffer.from(piece));
  return diagnoser.end();
}
