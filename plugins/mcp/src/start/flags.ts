import { flag, type Values } from '@nixai/api';
import { leastTokens, mostTokens } from '../settings.js';

/** What is offered, and how much is said: for every command that calls tools. */
export const mannerFlags = {
  tools: flag.string('Offer these tools, and no others: nixos_option,nix_check', {
    helpValue: 'NAMES',
  }),
  'allow-write': flag.boolean('Offer also what changes files, after a yes to its diff'),
  'max-output-tokens': flag.integer('Cut each result at so many tokens (bytes / 4)', {
    min: leastTokens,
    max: mostTokens,
  }),
};

export const startFlags = {
  stdio: flag.boolean('Talk over stdin and stdout'),
  ...mannerFlags,
};
export type StartFlags = Values<typeof startFlags>;
