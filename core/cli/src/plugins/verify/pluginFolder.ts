import { existsSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { NixaiError, plugins, type Host } from '@nixai/api';
import { fullName } from '../install/official.js';
import { mayNotBeUsed } from '../load/mayNotBeUsed.js';
import { refusedAtStart } from '../load/startGate.js';

/**
 * The folder that a path or the name of an installed plugin stands for.
 * @throws NixaiError `not-a-plugin`; `policy-refused` for one that is not loaded.
 */
export async function pluginFolder(host: Host, typed: string): Promise<string> {
  const name = fullName(typed);
  const installed = (await (await host.service(plugins)).list()).find((one) => one.name === name);
  const folder = installed?.root ?? resolve(typed);
  // To look at it would be to run it. A linked folder belongs to who writes it.
  const refused = refusedAtStart().find(
    ({ type, root }) => (type === 'user' || installed !== undefined) && isSame(root, folder),
  );
  if (refused !== undefined) throw mayNotBeUsed(refused);
  if (existsSync(join(folder, 'package.json'))) return realpathSync(folder);
  throw new NixaiError({
    code: 'not-a-plugin',
    what: `there is no plugin in ${folder}, and none of that name is installed`,
    hint: 'nixai plugins create NAME',
  });
}

const isSame = (one: string, other: string): boolean =>
  existsSync(one) && existsSync(other) && realpathSync(one) === realpathSync(other);
