import { join } from 'node:path';
import type { Interfaces } from '@oclif/core';
import { setHost } from '@nixai/api';
import { flagValues } from './flagValues.js';
import { createHost } from './host.js';
import type { InstalledPlugin } from './plugins.js';
import { xdgPaths } from './paths.js';

const registerHook = 'nixai:register';

interface HookOptions {
  readonly config: Interfaces.Config;
  /** The words after the command. */
  readonly argv: readonly string[];
}

/** oclif's `init` hook: puts the host in its slot, before any command runs. */
const hook = async function ({ config, argv }: HookOptions): Promise<void> {
  // A plugin's install scripts never run: npm reads this in `plugins install` and `update`.
  process.env['npm_config_ignore_scripts'] = 'true';
  setHost(
    createHost({
      version: config.version,
      paths: xdgPaths(),
      plugins: [...config.plugins.values()].map(installedPlugin),
      flags: () => flagValues(argv),
      commandIds: () => config.commandIDs,
      writeError: (line) => process.stderr.write(`${line}\n`),
    }),
  );
};
export default hook;

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
  };
}
