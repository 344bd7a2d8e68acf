/** Private workspaces that are part of the program. */
export const rooms = [
  'check',
  'contributions',
  'docs',
  'language',
  'machine',
  'models',
  'nix-cli',
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

/** Those that some commands load, each in files of its own: of many files few are ever used. */
const onDemand = [
  '@google/generative-ai',
  '@inquirer/prompts',
  'cosmiconfig',
  'marked',
  'ollama',
  'openai',
  'ora',
  'semver',
  'undici',
  'valibot',
];

/** What the program carries in its bundle. */
export const inlined = [...always, ...onDemand];
