import { toCommandLine } from './commandLine.js';
import { warnInOneLine } from './host/warnings.js';
import { packageRoot, programManifest } from './packageRoot.js';
import { userName } from '@nixai/safety/place';
import { finishStoreChange } from './plugins/atStart.js';

/** All the ways in which people ask for the version. */
const versionWords = new Set(['--version', '-V', '-v', 'version']);

/** The program: from the words typed to the exit code. */
export async function main(argv: readonly string[]): Promise<void> {
  endWhereNobodyReads();
  warnInOneLine();
  // Scripts ask for the version often; it needs none of what a command needs.
  if (argv.length === 1 && versionWords.has(argv[0] ?? '')) {
    // eslint-disable-next-line no-restricted-syntax -- nothing is loaded for the version
    process.stdout.write(`${versionLine()}\n`);
    return;
  }
  const { guardConsole } = await import('./command/output.js');
  guardConsole();
  nameAShell();
  const { run } = await import('./oclif.js');
  try {
    await finishStoreChange();
    await run(toCommandLine(argv), packageRoot);
  } catch (error) {
    const { reportOclifError } = await import('./oclifError.js');
    await reportOclifError(error, argv);
  }
}

/** The same line that oclif prints. */
function versionLine(): string {
  const { name, version } = programManifest();
  return `${name}/${version} ${process.platform}-${process.arch} node-${process.version}`;
}

/** oclif asks the system for the user's shell, and fails where that does not know the user. */
function nameAShell(): void {
  if (process.env['SHELL'] === undefined && userName() === undefined)
    process.env['SHELL'] = '/bin/sh';
}

/**
 * `nixai … | head -1`: when the reader has gone there is nobody to tell. `nixai … > file` on a full
 * disk: the answer is lost, and that is said.
 */
function endWhereNobodyReads(): void {
  process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE') process.exit(0);
    // eslint-disable-next-line no-restricted-syntax -- stdout has failed, and the reason is Node's
    process.stderr.write(`error: the answer could not be written\n       ${message}\n`, () =>
      process.exit(1),
    );
  });
  // Nobody can be told of that.
  process.stderr.on('error', () => {});
}
