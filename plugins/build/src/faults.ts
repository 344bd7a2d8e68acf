import { ExitCode, NixaiError } from '@nixai/api';

/** Nothing was named, and nothing lies in the folder that would be meant. */
export const nothingToBuild = (folder: string): NixaiError =>
  new NixaiError({
    code: 'build-nothing',
    what: 'say what to build',
    why: `${folder} has neither flake.nix nor default.nix`,
    hint: 'nixai build .#NAME, nixai build nixpkgs#hello, or nixai build -f FILE -A ATTRIBUTE',
    exitCode: ExitCode.usage,
  });

/** Words that do not go together. */
export const usage = (what: string, hint: string): NixaiError =>
  new NixaiError({ code: 'usage', what, hint, exitCode: ExitCode.usage });
