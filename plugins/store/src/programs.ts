import { processes, type Host, type RunResult } from '@nixai/api';
import { lastLines, stepFailed } from './faults.js';

export type Argv = readonly [string, ...string[]];

export interface ProgramOptions {
  readonly signal: AbortSignal;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** Bytes of what a program says: a list of 100,000 files is some 20 MB. */
const maxOutput = 256 << 20;

/** Runs a program that may take hours, to its end. */
export async function run(host: Host, argv: Argv, options: ProgramOptions): Promise<RunResult> {
  return (await host.service(processes)).run(argv, { ...options, timeout: 'none', maxOutput });
}

/**
 * The same, where it has to end well; its stdout.
 * @throws NixaiError `store-step-failed` with what it says.
 */
export async function say(
  host: Host,
  what: string,
  argv: Argv,
  options: ProgramOptions,
): Promise<string> {
  const { code, stdout, stderr, truncated } = await run(host, argv, options);
  if (code !== 0) throw stepFailed(what, lastLines(stderr) || `it ended with ${code}`);
  if (truncated) throw stepFailed(what, 'it says more than 256 MiB');
  return stdout;
}

/** A command of the newer Nix, with what it needs to be one. */
export const nix = (...words: readonly string[]): Argv => [
  'nix',
  '--extra-experimental-features',
  'nix-command',
  ...words,
];

/** Has what a program makes be for its owner alone. */
export const privately = (argv: Argv): Argv => [
  ...(['sh', '-c', 'umask 077 && exec "$@"', 'sh'] as const),
  ...argv,
];
