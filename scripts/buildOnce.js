// Builds a fresh checkout before its first command, so that `npm ci && npx nixai …` is enough.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** Builds, saying so on stderr; ends the process if that fails. */
export function buildOnce() {
  refuseForeignCheckout();
  process.stderr.write(
    'nixai: building this checkout, once (about half a minute on two cores) …\n',
  );
  const build = join(import.meta.dirname, 'build.js');
  const { status } = spawnSync(process.execPath, [build, '--to-run'], { stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
}

/** What a build needs: the packages it is made with, and the right to write here. */
function refuseForeignCheckout() {
  if (!existsSync(join(root, 'node_modules/typescript')))
    end('the packages it is built with are not here', `cd ${root} && npm ci`);
  try {
    accessSync(join(root, 'core/cli'), constants.W_OK);
  } catch {
    end('you may not write there', `cd ${root} && npm run build   # as who owns the folder`);
  }
}

function end(why, hint) {
  process.stderr.write(`error: ${root} is not built\n       ${why}\nhint:  ${hint}\n`);
  process.exit(1);
}
