import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  API_VERSION,
  messageOf,
  type Host,
  type PluginDefinition,
  type PluginReport,
} from '@nixai/api';

/** What is needed of an oclif plugin to register it. */
export interface InstalledPlugin {
  readonly name: string;
  readonly version: string;
  readonly root: string;
  /** `core`, `user` (installed) or `link`. */
  readonly type: string;
  /** Files of the `nixai:register` hook, relative to the root. */
  readonly registers: readonly string[];
  /** Its commands as they are typed. */
  readonly commands: readonly string[];
  /** Why the machine's policy does not allow it. */
  readonly refused?: string;
}

type Outcome = Omit<PluginReport, 'contributions' | 'commands'>;

/**
 * Registers each plugin in turn; their files are read together. One that fails is reported and left
 * out, never fatal.
 * @param hostFor the host as that plugin sees it: what it adds is credited to it.
 */
export async function registerPlugins(
  plugins: readonly InstalledPlugin[],
  hostFor: (origin: string) => Host,
  warn: (message: string) => void,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const loading = plugins.map((plugin) => ({ plugin, definitions: loadDefinitions(plugin) }));
  // Each failure is told where that plugin's turn comes.
  for (const { definitions } of loading) definitions.catch(() => {});
  for (const { plugin, definitions } of loading) {
    const outcome = withRemedy(await register(plugin, definitions, hostFor(plugin.name)), plugin);
    const { problem, remedy } = outcome;
    if (problem !== undefined)
      warn(`plugin ${plugin.name} is left out: ${problem}\nhint:  ${remedy}`);
    outcomes.push(outcome);
  }
  return outcomes;
}

/** With the command that mends the problem, where there is one. */
function withRemedy(outcome: Outcome, { refused }: InstalledPlugin): Outcome {
  const { name, root, type, problem } = outcome;
  if (problem === undefined) return outcome;
  if (refused !== undefined) return { ...outcome, remedy: `nixai plugins uninstall ${name}` };
  // A sentence about the api says itself what to do.
  const said = /: (npm install .*|nixai plugins .*)$/.exec(problem)?.[1];
  const build = `cd ${root} && npm install && npm run build`;
  return { ...outcome, remedy: said ?? (type === 'link' ? build : `nixai plugins update ${name}`) };
}

async function register(
  plugin: InstalledPlugin,
  definitions: Promise<readonly PluginDefinition[]>,
  host: Host,
): Promise<Outcome> {
  const { name, version, root, type } = plugin;
  const outcome = { name, version, root, type };
  if (plugin.refused !== undefined) return { ...outcome, problem: plugin.refused };
  let apiVersion: string | undefined;
  try {
    for (const definition of await definitions) {
      apiVersion = definition.apiVersion;
      const refusal = refuseApi(apiVersion);
      if (refusal !== undefined) return { ...outcome, apiVersion, problem: refusal };
      await definition({ host, origin: name });
    }
    return { ...outcome, apiVersion };
  } catch (error) {
    return { ...outcome, apiVersion, problem: messageOf(error) };
  }
}

/** Nothing of a plugin that is refused is even loaded. */
async function loadDefinitions(plugin: InstalledPlugin): Promise<readonly PluginDefinition[]> {
  if (plugin.refused !== undefined) return [];
  return Promise.all(plugin.registers.map((file) => loadDefinition(join(plugin.root, file))));
}

/** Loads a register file; CommonJS wraps its default export once more. */
async function loadDefinition(file: string): Promise<PluginDefinition> {
  const module = (await import(pathToFileURL(file).href)) as { default?: unknown };
  const outer = module.default;
  const definition =
    typeof outer === 'object' && outer !== null && 'default' in outer ? outer.default : outer;
  if (typeof definition !== 'function')
    throw new Error(`${file} does not export a definition (see definePlugin)`);
  return definition as PluginDefinition;
}

/** Why a plugin of that api version cannot be used here; undefined if it can. */
export function refuseApi(version: string | undefined, ours = API_VERSION): string | undefined {
  const theirs = /^(\d+)\.(\d+)\./.exec(version ?? '');
  if (theirs === null) return 'it does not say which nixai api it needs (see definePlugin)';
  const [major = 0, minor = 0] = ours.split('.').map(Number);
  if (Number(theirs[1]) !== major)
    return `needs nixai api ${theirs[1]}, this nixai has ${major}: ${
      Number(theirs[1]) > major ? 'npm install --global nixai@latest' : 'nixai plugins update'
    }`;
  if (Number(theirs[2]) > minor)
    return `needs nixai api ${theirs[1]}.${theirs[2]}, this nixai has ${major}.${minor}: npm install --global nixai@latest`;
  return undefined;
}
