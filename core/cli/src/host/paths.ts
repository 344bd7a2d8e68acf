import { isAbsolute, join } from 'node:path';
import type { Paths } from '@nixai/api';
import { homeFolder, isOurs } from '@nixai/safety/place';

/** The XDG folders (basedir-spec 0.8): a relative value in the environment is ignored, as it says. */
export function xdgPaths(env: NodeJS.ProcessEnv = process.env): Paths {
  const base = (name: string, fallback: string): string => {
    const value = env[name];
    return join(value !== undefined && isAbsolute(value) ? value : fallback, 'nixai');
  };
  const home = homeFolder(env);
  const state = base('XDG_STATE_HOME', join(home, '.local/state'));
  const { XDG_RUNTIME_DIR: session = '' } = env;
  return {
    config: base('XDG_CONFIG_HOME', join(home, '.config')),
    data: base('XDG_DATA_HOME', join(home, '.local/share')),
    cache: base('XDG_CACHE_HOME', join(home, '.cache')),
    state,
    // Without a session there is none, and after `sudo` it may be another user's. Never below /tmp,
    // where somebody else may have made it first.
    runtime: isAbsolute(session) && isOurs(session) ? join(session, 'nixai') : join(state, 'run'),
  };
}
