import type { Verifier } from '@nixai/api';

/** The door of the verifier: every answer with Nix in it passes here before it is trusted. */
export { footerOf } from './footer.js';
export {
  inWords,
  isDoubtful,
  isMissing,
  missingInWords,
  ofModulesIn,
  unprovenIn,
} from './words.js';
import type { CheckHost } from '../host.js';

/** Loads what parses Nix only when an answer is there to check. */
export async function createVerifier(host: CheckHost): Promise<Verifier> {
  return (await import('./verify.js')).createVerifier(host);
}
