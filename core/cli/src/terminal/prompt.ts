import { ExitCode, NixaiError, type Prompt } from '@nixai/api';
import { clean } from '@nixai/safety';

/**
 * Questions on stderr, so that stdout stays the answer. Without a terminal each is refused.
 * @param yes whether the command has a `--yes` that agrees beforehand.
 */
export function createPrompt(interactive: boolean, signal: AbortSignal, yes = false): Prompt {
  const context = {
    signal,
    get output() {
      return process.stderr;
    },
  };
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
    confirm: async (message, fallback = false) =>
      (await ask(message, yes ? '--yes' : undefined)).confirm(
        { message: clean(message), default: fallback },
        context,
      ),
    input: async (message, fallback) =>
      (await ask(message)).input({ message: clean(message), default: fallback }, context),
    password: async (message) =>
      (await ask(message)).password({ message: clean(message), mask: '*' }, context),
    select: async (message, choices) => {
      const { select } = await ask(message);
      const config = {
        message: clean(message),
        choices: choices.map((choice) => ({ ...choice, name: clean(choice.name) })),
      };
      return untilLeft(signal, (left) => select(config, { output: process.stderr, signal: left }));
    },
  };
}

/** A menu that Esc and q leave, as Ctrl-C does: it has no text that a q could belong to. */
async function untilLeft<T>(
  signal: AbortSignal,
  menu: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const left = new AbortController();
  const leave = (
    _: unknown,
    { name, ctrl }: { readonly name?: string; readonly ctrl?: boolean },
  ) => {
    if (ctrl !== true && (name === 'escape' || name === 'q')) left.abort();
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
