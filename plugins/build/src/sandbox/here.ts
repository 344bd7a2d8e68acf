import { readFile } from 'node:fs/promises';
import type { Sandboxed } from '../results/sandboxed.js';

/** How the sandbox is set, and whether one can be made. */
export async function sandboxHere(
  settings: Readonly<Record<string, unknown>>,
): Promise<Sandboxed['sandbox']> {
  const set = String(settings['sandbox']);
  const paths = settings['sandbox-paths'];
  const obstacle = process.platform === 'linux' ? await obstacleOf() : undefined;
  return {
    set: set === 'relaxed' || set === 'false' ? set : 'true',
    fallback: settings['sandbox-fallback'] !== false,
    paths: Array.isArray(paths) ? paths.map(String) : [],
    ...(obstacle !== undefined && { obstacle }),
  };
}

/** Switches of Linux and of distributions that keep programs from making namespaces of their own. */
const switches = [
  [
    'user/max_user_namespaces',
    /^0$/,
    'there may be no user namespaces (sysctl user.max_user_namespaces = 0)',
  ],
  [
    'kernel/unprivileged_userns_clone',
    /^0$/,
    'only root may make user namespaces (sysctl kernel.unprivileged_userns_clone = 0)',
  ],
  [
    'kernel/apparmor_restrict_unprivileged_userns',
    /^1$/,
    'AppArmor keeps programs from user namespaces (sysctl kernel.apparmor_restrict_unprivileged_userns = 1)',
  ],
] as const;

async function obstacleOf(): Promise<string | undefined> {
  for (const [name, closed, what] of switches) {
    const text = await readFile(`/proc/sys/${name}`, 'utf8').catch(() => '');
    if (closed.test(text.trim())) return what;
  }
  return undefined;
}
