import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  API_VERSION,
  messageOf,
  type Host,
  type PluginDefinition,
  type PluginManifest,
  type PluginReport,
} from '@nixai/api';
import { faultOfManifest } from './manifest.js';
import { askAdministrator } from '../plugins/atStart.js';

/** What is needed of an oclif plugin to register it. */
export interface InstalledPlugin {
  readonly name: string;
  readonly version: string;
  readonly root: string;
  /** `core` or `bundled` (came with nixai), `user` (installed) or `link`. */
  readonly type: string;
  /** Files of the `nixai:register` hook, relative to the root. */
  readonly registers: readonly string[];
  /** Its commands as they are typed. */
  readonly commands: readonly string[];
  /** What it says of itself under `nixai` in its package.json, as it stands there. */
  readonly manifest?: PluginManifest;
  /** Why it is not loaded: by the machine's policy as a rule. */
  readonly refused?: {
    readonly why: string;
    /** True where it is the policy that is at fault, and not this plugin. */
    readonly policyBroken?: boolean;
  };
}

/** How the registration of a plugin ended. */
export type Outcome = Pick<
  PluginReport,
  'name' | 'version' | 'root' | 'type' | 'apiVersion' | 'problem' | 'remedy'
>;

/**
 * Registers each plugin in turn; their files are read together. One that fails is reported and left
 * out, never fatal.
 * @param hostFor the host as that plugin sees it: what it adds is credited to it.
 * @param installed names of all plugins, for those that need another one.
 */
export async function registerPlugins(
  plugins: readonly InstalledPlugin[],
  hostFor: (plugin: InstalledPlugin) => RegisteringHost,
  warn: (message: string) => void,
  installed: ReadonlySet<string> = new Set(),
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const warnings = new Set<string>();
  const loading = plugins.map((plugin) => {
    const refused = refuse(plugin, installed);
    // Nothing of a plugin that is refused is even loaded.
    const definitions = refused === undefined ? loadDefinitions(plugin) : Promise.resolve([]);
    return { plugin, refused, definitions };
  });
  // Each failure is told where that plugin's turn comes.
  for (const { definitions } of loading) definitions.catch(() => {});
  for (const { plugin, refused, definitions } of loading) {
    const outcome = withRemedy(
      refused === undefined
        ? await register(plugin, definitions, hostFor(plugin))
        : { ...about(plugin), problem: refused },
      plugin,
    );
    outcomes.push(outcome);
    if (outcome.problem !== undefined) warnings.add(warning(outcome, plugin));
  }
  for (const one of warnings) warn(one);
  return outcomes;
}

/** A policy that cannot be used is said once: it is the same sentence for each plugin. */
function warning({ name, problem, remedy }: Outcome, { refused }: InstalledPlugin): string {
  const what = refused?.policyBroken === true ? problem : `plugin ${name} is left out: ${problem}`;
  return `${what}\nhint:  ${remedy}`;
}

/** With the command that mends the problem, where there is one. */
function withRemedy(outcome: Outcome, { refused }: InstalledPlugin): Outcome {
  const { name, root, type, problem } = outcome;
  if (problem === undefined) return outcome;
  if (refused?.policyBroken === true) return { ...outcome, remedy: askAdministrator };
  if (refused !== undefined) return { ...outcome, remedy: `nixai plugins uninstall ${name}` };
  // A sentence about the api says itself what to do.
  const said = /: (npm install .*|nixai plugins .*)$/.exec(problem)?.[1];
  const build = `cd ${root} && npm install && npm run build`;
  return { ...outcome, remedy: said ?? (type === 'link' ? build : `nixai plugins update ${name}`) };
}

/** A plugin's host, and what tells it that the registration is over. */
export interface RegisteringHost {
  readonly host: Host;
  registered(): void;
}

const about = ({ name, version, root, type }: InstalledPlugin) => ({ name, version, root, type });

/** Why a plugin may not be loaded; undefined if it may. */
function refuse(plugin: InstalledPlugin, installed: ReadonlySet<string>): string | undefined {
  if (plugin.refused !== undefined) return plugin.refused.why;
  const fault = faultOfManifest(plugin.manifest);
  if (fault !== undefined) return fault;
  const { api, needs = [] } = plugin.manifest ?? {};
  const missing = needs.find((name) => !installed.has(name));
  if (missing !== undefined)
    return `needs ${missing}, which is not installed: nixai plugins install ${missing}`;
  return api === undefined ? undefined : refuseApi(`${api}.0`);
}

async function register(
  plugin: InstalledPlugin,
  definitions: Promise<readonly PluginDefinition[]>,
  { host, registered }: RegisteringHost,
): Promise<Outcome> {
  const outcome = about(plugin);
  let apiVersion: string | undefined;
  try {
    for (const definition of await definitions) {
      apiVersion = definition.apiVersion;
      const refusal = refuseApi(apiVersion);
      if (refusal !== undefined) return { ...outcome, apiVersion, problem: refusal };
      await definition({ host, origin: plugin.name });
    }
    return { ...outcome, apiVersion };
  } catch (error) {
    return { ...outcome, apiVersion, problem: messageOf(error) };
  } finally {
    registered();
  }
}

async function loadDefinitions(plugin: InstalledPlugin): Promise<readonly PluginDefinition[]> {
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
