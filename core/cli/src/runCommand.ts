import { ExitCode, NixaiError } from '@nixai/api';
import { guardConsole } from './command/output.js';
import { toCommandLine } from './commandLine.js';
import { warnInOneLine } from './host/warnings.js';
import { packageRoot } from './packageRoot.js';
import { finishStoreChange } from './plugins/beforeStart.js';
import { directStart } from './host/directStart.js';
import { userName } from '@nixai/safety/place';

/** Runs what was typed, and reports what goes wrong before or outside of a command. */
export async function runCommand(argv: readonly string[]): Promise<void> {
  warnInOneLine();
  guardConsole();
  nameAShell();
  try {
    refuseGoneFolder();
    await finishStoreChange();
    const words = toCommandLine(argv);
    await (directStart(words)?.run() ?? withOclif(words));
  } catch (error) {
    const { reportOclifError } = await import('./oclifError.js');
    await reportOclifError(error, argv);
  }
}

async function withOclif(words: string[]): Promise<void> {
  const { run } = await import('./oclif.js');
  await run(words, packageRoot);
}

/** Somebody has removed the folder that the shell is in: each path would be looked for there. */
function refuseGoneFolder(): void {
  try {
    process.cwd();
  } catch (cause) {
    throw new NixaiError({
      code: 'folder-gone',
      what: 'the folder that you are in is gone',
      why: 'somebody has removed it, or put another one in its place',
      hint: 'cd ~',
      exitCode: ExitCode.refused,
      cause,
    });
  }
}

/** oclif asks the system for the user's shell, and fails where that does not know the user. */
function nameAShell(): void {
  if (process.env['SHELL'] === undefined && userName() === undefined)
    process.env['SHELL'] = '/bin/sh';
}
