// The parser of the project, for what the bench prints.
import { language } from '@nixai/nix';

/** @returns a function from a text to its faults. */
export async function createNixLanguage() {
  return (text) => language.faults(text);
}
