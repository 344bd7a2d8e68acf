// Static imports, so that a bundler sees which names a CommonJS package has.
import { Config } from '@oclif/core/config';
import { settings } from '@oclif/core/settings';
import { join } from 'node:path';
import type { Interfaces } from '@oclif/core';
import { openGate, readList } from './plugins/atStart.js';
export { run } from '@oclif/core/run';
import { bundledPlugins, bundledType } from './bundledPlugins.js';

// A linked plugin runs as it was built: oclif would warn at each start that it cannot compile it.
settings.enableAutoTranspile = false;

type Plugins = Map<string, Interfaces.Plugin>;
type Loaded = { readonly plugins: Plugins };
type LoadPlugins = (
  root: string,
  type: string,
  plugins: readonly unknown[],
  parent?: unknown,
) => Promise<void>;

/** What oclif's types keep to themselves. */
interface Loading extends Pick<Interfaces.Config, 'dataDir' | 'pjson'> {
  readonly rootPlugin: Interfaces.Plugin;
  readonly pluginLoader: {
    loadChildren: (options: unknown) => Promise<Loaded>;
    /** Leaves out those of a name that is there already. */
    loadPlugins: LoadPlugins;
  };
  loadPluginsAndCommands: (options?: unknown) => Promise<void>;
}

const loading = Config.prototype as unknown as Loading;
const load = loading.loadPluginsAndCommands;
loading.loadPluginsAndCommands = async function (this: Loading, options) {
  const { pluginLoader, rootPlugin } = this;
  const { nixai } = this.pjson as { nixai?: { systemFolder?: string } };
  const gate = openGate(this.dataDir, nixai?.systemFolder);
  const loadPlugins = pluginLoader.loadPlugins.bind(pluginLoader);
  // What may not be loaded does not come into oclif's hands: it would run its hooks.
  pluginLoader.loadPlugins = async (root, type, plugins, parent) => {
    // A plugin brings no plugins: each is installed, shown and allowed by itself.
    if (type !== 'user' && type !== 'link') await loadPlugins(root, type, plugins, parent);
  };
  /** The list of a person's own: oclif would read whatever lies there, and wait for a pipe. */
  const loadAdded = async (): Promise<void> => {
    const list = join(this.dataDir, 'package.json');
    const { plugins } = readList(list).oclif;
    for (const type of ['user', 'link']) {
      const some = await gate.admit(plugins.filter((entry) => entry.type === type));
      await loadPlugins(list, type, some);
    }
  };
  // oclif has the plugins in the order in which their files happened to be read, and gives a command
  // that two of them have to the first: which one that is shall be no matter of luck.
  const loadChildren = pluginLoader.loadChildren.bind(pluginLoader);
  pluginLoader.loadChildren = async (given) => {
    const loaded = await loadChildren({ ...(given as object), userPlugins: false });
    await loadAdded().catch(warnOfList);
    // After those that a person installed: of two of one name, theirs is used.
    await pluginLoader.loadPlugins(rootPlugin.root, bundledType, bundledPlugins(rootPlugin));
    return { ...loaded, plugins: inOrder(loaded.plugins) };
  };
  await load.call(this, options);
};

const warnOfList = (cause: unknown): void =>
  process.emitWarning(
    `the installed plugins are left out, as their list cannot be read: ${(cause as Error).message}`,
  );

/** nixai's own as they are, and those that a person added by their names, in their midst. */
function inOrder(plugins: Plugins): Plugins {
  const isAdded = ({ type }: Interfaces.Plugin) => type === 'user' || type === 'link';
  const added = [...plugins.values()]
    .filter(isAdded)
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const inPlace = [...plugins.values()].map((plugin) =>
    isAdded(plugin) ? added.shift()! : plugin,
  );
  return new Map(inPlace.map((plugin) => [plugin.name, plugin]));
}
