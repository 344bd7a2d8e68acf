import {
  isNixaiError,
  messageOf,
  type HealthMachine,
  type HealthProgramOptions,
  type RunResult,
} from '@nixai/api';
import { NotTold } from './unknown.js';

/** Of a program that is asked something, unless the check says otherwise. */
const usualTimeout = 8000;

/** Runs a program of the machine, with `LC_ALL=C`: all of them say the same words in any language. */
export type RunProgram = (
  argv: readonly [string, ...string[]],
  options: { readonly signal: AbortSignal; readonly timeout: number },
) => Promise<RunResult>;

/** The programs of a machine that runs. */
export function programsOf(
  runProgram: RunProgram,
  live: boolean,
  signal: AbortSignal,
): Pick<HealthMachine, 'run' | 'say' | 'json'> {
  const run = async (
    argv: readonly [string, ...string[]],
    { timeout = usualTimeout }: HealthProgramOptions = {},
  ): Promise<RunResult> => {
    const [program] = argv;
    if (!live) throw new NotTold(`${program} can only be asked on a machine that runs`);
    try {
      return await runProgram(argv, { signal, timeout });
    } catch (error) {
      if (error instanceof NotTold || !isNixaiError(error) || error.code === 'interrupted')
        throw error;
      if (error.code === 'program-missing') throw new NotTold(`${program} is not installed`);
      if (error.code === 'program-timeout' || error.code === 'machine-timeout')
        throw new NotTold(`${program} did not answer within ${timeout / 1000} s`);
      throw new NotTold(messageOf(error));
    }
  };
  const say = async (argv: readonly [string, ...string[]], options?: HealthProgramOptions) => {
    const { code, stdout, stderr } = await run(argv, options);
    if (code === 0) return stdout;
    const [why = `it ended with ${code}`] = stderr.split('\n').filter((line) => line.trim() !== '');
    throw new NotTold(`${argv.slice(0, 2).join(' ')}: ${why.trim().slice(0, 200)}`);
  };
  return {
    run,
    say,
    async json(argv, options) {
      const text = await say(argv, options);
      try {
        return JSON.parse(text) as unknown;
      } catch {
        throw new NotTold(`${argv[0]} answered with something that is no JSON`);
      }
    },
  };
}
