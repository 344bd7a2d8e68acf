import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { programMissing } from './faults.js';
import { which } from './which.js';

/**
 * Hands the terminal to a program of the user's own choice, such as an editor, until it ends. It
 * gets the user's whole environment, as from a shell.
 * @returns its exit code; 128 + n when a signal ended it.
 * @throws NixaiError `program-missing`.
 */
export async function runAtTerminal(argv: readonly [string, ...string[]]): Promise<number> {
  const [program, ...args] = argv;
  const path = program.includes('/') ? program : await which(program);
  if (path === undefined) throw programMissing(program);
  const child = spawn(path, args, { stdio: 'inherit', argv0: program });
  return new Promise((resolve, reject) => {
    child.once('error', (cause) => reject(programMissing(program, cause.message)));
    child.once('exit', (code, endedBy) =>
      resolve(code ?? 128 + (endedBy === null ? 0 : constants.signals[endedBy])),
    );
  });
}
