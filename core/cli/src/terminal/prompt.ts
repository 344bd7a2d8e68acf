import { ExitCode, NixaiError, type Prompt } from '@nixai/api';
import { clean } from '@nixai/safety';

/**
 * Questions on stderr, so that stdout stays the answer. Without a terminal each is refused.
 * @param yes whether the command has a `--yes` that agrees beforehand.
 */
export function createPrompt(interactive: boolean, signal: AbortSignal, yes = false): Prompt {
  const to = (left: AbortSignal) => ({ signal: left, output: process.stderr });
  const ask = async (question: string, flag = 'the flag that answers it (see --help)') => {
    if (!interactive) {
      throw new NixaiError({
        code: 'not-interactive',
        what: `a person has to answer: ${question}`,
        why: 'this is not a terminal, or --json was given',
        hint: `run it at a terminal, or give ${flag}`,
        exitCode: ExitCode.refused,
      });
    }
    return import('@inquirer/prompts');
  };
  return {
    interactive,
    confirm: async (message, fallback = false) => {
      const { confirm } = await ask(message, yes ? '--yes' : undefined);
      const config = { message: clean(message), default: fallback };
      return untilLeft(signal, leavesMenu, (left) => confirm(config, to(left)));
    },
    input: async (message, fallback) => {
      const { input } = await ask(message);
      const config = { message: clean(message), default: fallback };
      return untilLeft(signal, leavesText, (left) => input(config, to(left)));
    },
    password: async (message) => {
      const { password } = await ask(message);
      const config = { message: clean(message), mask: '*' };
      return untilLeft(signal, leavesText, (left) => password(config, to(left)));
    },
    select: async (message, choices) => {
      const { select } = await ask(message);
      const config = {
        message: clean(message),
        choices: choices.map((choice) => ({ ...choice, name: clean(choice.name) })),
      };
      return untilLeft(signal, leavesMenu, (left) => select(config, to(left)));
    },
  };
}

/** Keys that leave a question, as Ctrl-C does; where text is typed, a q belongs to it. */
const leavesText: readonly string[] = ['escape'];
const leavesMenu: readonly string[] = ['escape', 'q'];

async function untilLeft<T>(
  signal: AbortSignal,
  keys: readonly string[],
  menu: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const left = new AbortController();
  const leave = (
    _: unknown,
    { name, ctrl }: { readonly name?: string; readonly ctrl?: boolean },
  ) => {
    if (ctrl !== true && name !== undefined && keys.includes(name)) left.abort();
  };
  process.stdin.on('keypress', leave);
  try {
    return await menu(AbortSignal.any([signal, left.signal]));
  } catch (error) {
    if (!left.signal.aborted) throw error;
    throw new NixaiError({
      code: 'interrupted',
      what: 'interrupted',
      exitCode: ExitCode.interrupted,
      cause: error,
    });
  } finally {
    process.stdin.off('keypress', leave);
  }
}
