// A clean HOME in which the diagnose plugin is installed from its tarball.
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createHome } from './home.js';
import { installedCli, pack } from './packed.js';

/** @returns a home as of createHome, with `nixai diagnose`. */
export async function createDiagnoseHome(env) {
  const home = createHome({ NIXAI_OFFLINE: '1', ...env });
  const { tarballs, folder } = installedCli();
  const into = join(home.path, 'plugin');
  mkdirSync(join(into, 'node_modules/@nixai'), { recursive: true });
  execFileSync('tar', [
    '-xzf',
    pack('plugins/diagnose', tarballs),
    '-C',
    into,
    '--strip-components=1',
  ]);
  symlinkSync(join(folder, 'lib/node_modules/@nixai/api'), join(into, 'node_modules/@nixai/api'));
  const { code, stderr } = await home.nixai(['plugins', 'link', into]);
  if (code !== 0) throw new Error(stderr);
  return home;
}
