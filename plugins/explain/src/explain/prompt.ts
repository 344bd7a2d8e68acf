import type { PromptParts } from '@nixai/api';
import type { Explanation } from './explanation.js';
import type { UseContext } from './guides.js';

const rules = `You explain one option of NixOS, Home Manager or nix-darwin to the person who sets it: what it does, when one wants it, what to set along with it, and mistakes to avoid. Be brief: at most 200 words and one fenced nix block. Do not repeat the type, the default or the description. Name only options that exist; if you are not sure of one, say so.`;

/** What a model is told to explain an option on top of what the sources say. */
export function promptFor(
  { option, related, examples, pitfalls }: Explanation,
  context?: UseContext,
): PromptParts {
  const known = JSON.stringify({ option, related, examples, pitfalls }, undefined, 1);
  const place = context === undefined ? '' : ` The machine is used for: ${context}.`;
  return {
    rules,
    foreign: [{ title: 'what is known of the option', text: known }],
    request: `Explain ${option.name}.${place}`,
  };
}
