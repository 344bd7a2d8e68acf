import { existsSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { NixaiError, plugins, type Host } from '@nixai/api';
import { fullName } from '../install/official.js';

/**
 * The folder that a path or the name of an installed plugin stands for.
 * @throws NixaiError `not-a-plugin`.
 */
export async function pluginFolder(host: Host, typed: string): Promise<string> {
  const name = fullName(typed);
  const installed = (await (await host.service(plugins)).list()).find((one) => one.name === name);
  const folder = installed?.root ?? resolve(typed);
  if (existsSync(join(folder, 'package.json'))) return realpathSync(folder);
  throw new NixaiError({
    code: 'not-a-plugin',
    what: `there is no plugin in ${folder}, and none of that name is installed`,
    hint: 'nixai plugins create NAME',
  });
}
