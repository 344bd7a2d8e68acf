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

/** There is no record to look at. */
export const noRecord = (how: 'failed' | 'built something'): NixaiError =>
  new NixaiError({
    code: 'build-record',
    what: `no build that ${how} is recorded`,
    why: `nixai keeps the last 50${how === 'failed' ? ', and one that was built since has not failed' : ''}`,
    hint: 'nixai build INSTALLABLE',
  });

/** A name that no such record has. */
export const noSuchRecord = (id: string, others: readonly string[]): NixaiError =>
  new NixaiError({
    code: 'build-record',
    what: `no such build is recorded as ${id}`,
    ...(others.length > 0 && { why: `there are ${others.slice(0, 5).join(', ')}` }),
    hint: 'without a name it is the last one',
    exitCode: ExitCode.usage,
  });

/** What was typed held a secret, which is kept nowhere. */
export const wordsNotKept = (argv: readonly string[]): NixaiError =>
  new NixaiError({
    code: 'build-record',
    what: 'it cannot be built again from its record',
    why: 'its words held a secret, and secrets are not recorded',
    hint: argv.join(' '),
    exitCode: ExitCode.refused,
  });

/** Nobody here reads logs. */
export const noDiagnosis = (): NixaiError =>
  new NixaiError({
    code: 'plugin-missing',
    what: 'what failed is read by nixai diagnose, which is not installed',
    hint: 'nixai plugins install @nixai/plugin-diagnose',
  });

/** A log of Nix itself, or no log at all. */
export const noTimes = (path: string): NixaiError =>
  new NixaiError({
    code: 'build-log',
    what: `${path} tells no times`,
    why: 'it is nothing that nixai build --json or --ndjson wrote; Nix itself tells no times',
    hint: 'nixai build INSTALLABLE --ndjson > build.ndjson',
    exitCode: ExitCode.refused,
  });
