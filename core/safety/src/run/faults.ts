import { NixaiError, messageOf } from '@nixai/api';

/** The program is not installed, or not executable. */
export function programMissing(program: string, why?: string): NixaiError {
  return new NixaiError({
    code: 'program-missing',
    what: `the program "${program}" is not on PATH`,
    why,
    hint: `install ${program}, or add its folder to PATH`,
  });
}

/** It was ended because it took too long. */
export function programTimeout(program: string, timeout: number): NixaiError {
  return new NixaiError({
    code: 'program-timeout',
    what: `${program} did not end within ${timeout / 1000} s`,
  });
}

/** A repository has something in the place of a file that git would wait for. */
export function gitWouldWait(folder: string, file: string): NixaiError {
  return new NixaiError({
    code: 'program-failed',
    what: `git is not started in ${folder}`,
    why: `${file} is no file but a pipe or a device, and git would wait for it`,
    hint: `look at it with ls -l ${file}`,
  });
}

/** The operating system would not start it. */
export function programNotStarted(program: string, cause: unknown): NixaiError {
  return new NixaiError({
    code: 'program-failed',
    what: `${program} could not be started`,
    why: messageOf(cause),
    cause,
  });
}
