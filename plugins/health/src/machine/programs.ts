import { isNixaiError, messageOf, type ProcessRunner, type RunResult } from '@nixai/api';
import type { Machine, ProgramOptions } from './machine.js';
import { NotTold } from './unknown.js';

/** Of a program that is asked something, unless the check says otherwise. */
const usualTimeout = 8000;

/** The programs of a machine that runs; all of them say the same words in any language. */
export function programsOf(
  runner: ProcessRunner,
  live: boolean,
  signal: AbortSignal,
): Pick<Machine, 'run' | 'say' | 'json'> {
  const run = async (
    argv: readonly [string, ...string[]],
    { timeout = usualTimeout }: ProgramOptions = {},
  ): Promise<RunResult> => {
    const [program] = argv;
    if (!live) throw new NotTold(`${program} can only be asked on a machine that runs`);
    try {
      return await runner.run(argv, { signal, timeout, env: { LC_ALL: 'C' } });
    } catch (error) {
      if (!isNixaiError(error) || error.code === 'interrupted') throw error;
      if (error.code === 'program-missing') throw new NotTold(`${program} is not installed`);
      if (error.code === 'program-timeout')
        throw new NotTold(`${program} did not answer within ${timeout / 1000} s`);
      throw new NotTold(messageOf(error));
    }
  };
  const say = async (argv: readonly [string, ...string[]], options?: ProgramOptions) => {
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
