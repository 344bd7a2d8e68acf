import { flag, type Values } from '@nixai/api';
import { leastTokens, mostTokens } from '../settings.js';

/** What is offered, and how much is said: for every command that calls tools. */
export const mannerFlags = {
  tools: flag.string('Offer these tools, and no others: nixos_option,nix_check', {
    helpValue: 'NAMES',
  }),
  'allow-write': flag.boolean('Offer also what changes files, after a yes to its diff'),
  folders: flag.string('Let tools read in these folders too: /srv/configs,~/machines', {
    helpValue: 'FOLDERS',
  }),
  'max-output-tokens': flag.integer('Cut each result at so many tokens (bytes / 4)', {
    min: leastTokens,
    max: mostTokens,
  }),
};

export const startFlags = {
  stdio: flag.boolean('Talk over stdin and stdout; so where stdin is no terminal', {
    exclusive: ['http', 'socket-path', 'background'],
  }),
  http: flag.boolean('Listen for HTTP, and at the socket'),
  host: flag.string('Listen at this address (127.0.0.1)', { dependsOn: ['http'] }),
  port: flag.integer('Listen at this port (8081)', { min: 1, max: 65_535, dependsOn: ['http'] }),
  'socket-path': flag.string('Listen at this Unix socket; without --http at it alone', {
    helpValue: 'PATH',
  }),
  background: flag.boolean('Go on without this terminal; returns when it answers', { char: 'd' }),
  config: flag.string('Read this configuration file in the place of your own', {
    helpValue: 'FILE',
  }),
  ...mannerFlags,
};
export type StartFlags = Values<typeof startFlags>;
