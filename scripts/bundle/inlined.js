/** Private workspaces that are part of the program. */
export const rooms = [
  'check',
  'contributions',
  'docs',
  'language',
  'machine',
  'models',
  'nix-cli',
  'packages',
  'safety',
];

/** Dependencies that every command loads on its way. */
const always = [
  '@nixai/api',
  '@nixai/nix',
  ...rooms.map((name) => `@nixai/${name}`),
  '@oclif/core',
  'ansis',
  'fast-string-width',
  'fast-wrap-ansi',
  'reflect-metadata',
  'tsyringe',
  'yaml',
];

/**
 * ES modules that some commands load, each in files of its own. A CommonJS one that is imported when it
 * is needed (undici, cosmiconfig) would come out of a bundle without its names.
 */
const onDemand = [
  '@google/generative-ai',
  '@inquirer/prompts',
  'marked',
  'ollama',
  'openai',
  'ora',
  'semver',
  'valibot',
];

/** What the program carries in its bundle. */
export const inlined = [...always, ...onDemand];
