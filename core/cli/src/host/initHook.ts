import { join } from 'node:path';
import type { Interfaces } from '@oclif/core';
import { ExitCode, NixaiError, setHost, type PluginManifest } from '@nixai/api';
import { tell } from '../command/output.js';
import { loadPolicy } from '../plugins/atStart.js';
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
  // A plugin's install scripts never run: npm reads this in `plugins install` and `update`.
  process.env['npm_config_ignore_scripts'] = 'true';
  const refused = await refusedPlugins(config);
  refuseCommand(refused, id === undefined ? undefined : config.findCommand(id)?.pluginName);
  setHost(
    createHost({
      version: config.version,
      paths: xdgPaths(),
      plugins: inOrder([...config.plugins.values()]).map((plugin) => ({
        ...installedPlugin(plugin),
        refused: refused.get(plugin.name),
      })),
      flags: () => flagValues(argv),
      commandOwner: (words) => config.findCommand(words.replaceAll(' ', ':'))?.pluginName,
      writeError: tell,
    }),
  );
};
export default hook;

/** Why the machine's policy does not allow a plugin, by its name. One look at the disk as a rule. */
async function refusedPlugins(config: Interfaces.Config): Promise<ReadonlyMap<string, string>> {
  const { nixai } = config.pjson as { nixai?: { systemFolder?: string } };
  const refuses = await loadPolicy(nixai?.systemFolder);
  return new Map(
    [...config.plugins.values()].flatMap((plugin) => {
      const why = refuses(plugin);
      return why === undefined ? [] : [[plugin.name, why] as const];
    }),
  );
}

/** Ends the process where the command that was typed is of a plugin that is not allowed. */
function refuseCommand(refused: ReadonlyMap<string, string>, plugin: string | undefined): void {
  const why = plugin === undefined ? undefined : refused.get(plugin);
  if (why === undefined) return;
  const error = new NixaiError({
    code: 'policy-refused',
    what: `${plugin} may not be used on this machine`,
    why,
    hint: `nixai plugins uninstall ${plugin}`,
    exitCode: ExitCode.refused,
  });
  // oclif goes on after a hook that fails, but for an error that says how to end.
  throw Object.assign(error, { oclif: { exit: error.exitCode } });
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
    commands: plugin.commandIDs.map((id) => id.replaceAll(':', ' ')),
    manifest: (plugin.pjson as { nixai?: PluginManifest }).nixai,
  };
}
