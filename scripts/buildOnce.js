// Builds a fresh checkout before its first command, so that `npm ci && npx nixai …` is enough.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Builds, saying so on stderr; ends the process if that fails. */
export function buildOnce() {
  process.stderr.write('nixai: building this checkout, once (about a minute on two cores) …\n');
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, 'build.js')], {
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) process.exit(status ?? 1);
}
