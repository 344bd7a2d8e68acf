import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { keepCompiled } from '@nixai/safety/compiled';
import { homeFolder } from '@nixai/safety/place';
import { xdgPaths } from './host/paths.js';
import {
  owners,
  packageRoot,
  policyFile,
  programManifest,
  systemFolder,
  versionLine,
} from './packageRoot.js';

/** All the ways in which people ask for the version. */
const versionWords = new Set(['--version', '-V', '-v', 'version']);

/** The program: from the words typed to the exit code. */
export async function main(argv: readonly string[]): Promise<void> {
  endWhereNobodyReads();
  // Scripts ask for the version often; it needs none of what a command needs.
  if (argv.length === 1 && versionWords.has(argv[0] ?? '')) {
    // eslint-disable-next-line no-restricted-syntax -- nothing is loaded for the version
    process.stdout.write(`${versionLine()}\n`);
    return;
  }
  // A relative one would be another in each folder, for us and for every library.
  process.env['HOME'] = homeFolder();
  startFaster();
  const { runCommand } = await import('./runCommand.js');
  await runCommand(argv);
}

/**
 * With code that an earlier run compiled; not where an administrator says which plugins may run, nor
 * with `NODE_DISABLE_COMPILE_CACHE=1`, which is Node's own switch.
 */
function startFaster(): void {
  const { nixai, version } = programManifest();
  const { NODE_DISABLE_COMPILE_CACHE: disabled = '' } = process.env;
  if (disabled !== '' || existsSync(join(systemFolder(), policyFile))) return;
  const install = `${version}-${process.version}-${statSync(packageRoot).ino}`;
  const plugins = Object.keys(nixai?.officialPlugins ?? {}).flatMap((name) =>
    owners.map((owner) => join(owner, 'node_modules', name, 'bundle')),
  );
  const bundles = [join(packageRoot, 'bundle'), ...plugins];
  keepCompiled(bundles, join(xdgPaths().cache, 'compiled', install));
}

/**
 * `nixai … | head -1`: when the reader has gone there is nobody to tell. `nixai … > file` on a full
 * disk: the answer is lost, and that is said.
 */
/** Whether stderr is opened late already: a process may run several commands. */
let opensLate = false;

function endWhereNobodyReads(): void {
  process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE') process.exit(0);
    // eslint-disable-next-line no-restricted-syntax -- stdout has failed, and the reason is Node's
    process.stderr.write(`error: the answer could not be written\n       ${message}\n`, () =>
      process.exit(1),
    );
  });
  // Opened when something is to be said: Node loads all it knows of sockets for it. Where it fails
  // nobody can be told.
  if (opensLate) return;
  opensLate = true;
  const { get } = Object.getOwnPropertyDescriptor(process, 'stderr') ?? {};
  let stderr: NodeJS.WriteStream | undefined;
  Object.defineProperty(process, 'stderr', {
    configurable: true,
    enumerable: true,
    get: () => (stderr ??= (get?.call(process) as NodeJS.WriteStream).on('error', () => {})),
  });
}
