import { join } from 'node:path';
import type { Interfaces } from '@oclif/core';
import { setHost, type LoadedCommand, type PluginManifest } from '@nixai/api';
import type { CatalogEntry } from '../command/catalog.js';
import { tell } from '../command/output.js';
import { refusedAtStart, type RefusedPlugin } from '../plugins/atStart.js';
import { flagValues } from './flagValues.js';
import { createHost } from './host.js';
import type { InstalledPlugin } from './plugins.js';
import { xdgPaths } from './paths.js';

const registerHook = 'nixai:register';

interface HookOptions {
  readonly config: Interfaces.Config;
  /** The command, as oclif writes it: `config:set`. */
  readonly id?: string;
  /** The words after the command. */
  readonly argv: readonly string[];
}

/** oclif's `init` hook: puts the host in its slot, before any command runs. */
const hook = async function ({ config, id, argv }: HookOptions): Promise<void> {
  // Where one of the same name came with nixai, that one is used.
  const refused = refusedAtStart().filter(({ name }) => !config.plugins.has(name));
  if (id !== undefined && refused.length > 0 && config.findCommand(id) === undefined)
    await refuseCommand(refused, id);
  setHost(
    createHost({
      version: config.version,
      paths: xdgPaths(),
      plugins: [
        ...inOrder([...config.plugins.values()]).map(installedPlugin),
        ...refused.map(leftOut),
      ],
      flags: () => flagValues(argv),
      catalog: () => catalogOf(config),
      commandOwner: (words) => config.findCommand(words.replaceAll(' ', ':'))?.pluginName,
      writeError: tell,
    }),
  );
};
export default hook;

/** Ends the process where the command that was typed is of a plugin that is not allowed. */
async function refuseCommand(refused: readonly RefusedPlugin[], id: string): Promise<void> {
  const { hasCommand, mayNotBeUsed } = await import('../plugins/refused.js');
  const plugin = refused.find(({ root }) => hasCommand(root, id));
  if (plugin === undefined) return;
  const error = mayNotBeUsed(plugin);
  // oclif goes on after a hook that fails, but for an error that says how to end.
  throw Object.assign(error, { oclif: { exit: error.exitCode } });
}

/** The commands of oclif that may be run: its own, which are classes, are none of ours. */
function catalogOf(config: Interfaces.Config): readonly CatalogEntry[] {
  // oclif lists a command once more under each of its other names.
  const aliases = new Set(config.commands.flatMap((command) => command.aliases));
  return config.commands
    .filter(({ id, pluginName = '' }) => !aliases.has(id) && !pluginName.startsWith('@oclif/'))
    .map((command) => ({
      id: command.id.replaceAll(':', ' '),
      aliases: command.aliases.map((alias) => alias.replaceAll(':', ' ')),
      origin: command.pluginName ?? 'nixai',
      summary: command.summary ?? '',
      hidden: command.hidden,
      tools: (command as { readonly toolNames?: readonly string[] }).toolNames,
      load: async () => (await command.load()) as unknown as LoadedCommand,
    }));
}

/** oclif lists plugins as they were loaded; which of two of a name comes first is no matter of luck. */
function inOrder(plugins: readonly Interfaces.Plugin[]): Interfaces.Plugin[] {
  return plugins.toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

function installedPlugin(plugin: Interfaces.Plugin): InstalledPlugin {
  const declared = plugin.pjson.oclif.hooks?.[registerHook] ?? [];
  const files = Array.isArray(declared) ? declared : [declared];
  return {
    name: plugin.name,
    version: plugin.version,
    root: plugin.root,
    type: plugin.type,
    registers: files.map((file) => join(typeof file === 'string' ? file : file.target)),
    commands: plugin.commandIDs.map((id) => id.replaceAll(':', ' ')).sort(),
    manifest: (plugin.pjson as { nixai?: PluginManifest }).nixai,
  };
}

/** A plugin that oclif knows nothing of. */
function leftOut({ why, policyBroken, ...plugin }: RefusedPlugin): InstalledPlugin {
  return { ...plugin, registers: [], commands: [], refused: { why, policyBroken } };
}
