import { join } from 'node:path';
import type { Interfaces } from '@oclif/core';
import { setHost } from '@nixai/api';
import { createHost } from './host.js';
import type { LogLevel } from './log.js';
import type { InstalledPlugin } from './plugins.js';
import { xdgPaths } from './paths.js';

const registerHook = 'nixai:register';

/** oclif's `init` hook: puts the host in its slot, before any command runs. */
const hook = async function ({ config }: { readonly config: Interfaces.Config }): Promise<void> {
  // A plugin's install scripts never run: npm reads this in `plugins install` and `update`.
  process.env['npm_config_ignore_scripts'] = 'true';
  setHost(
    createHost({
      version: config.version,
      paths: xdgPaths(),
      plugins: [...config.plugins.values()].map(installedPlugin),
      logLevel: () => (process.env['NIXAI_LOG_LEVEL'] ?? 'info') as LogLevel,
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
  };
}
