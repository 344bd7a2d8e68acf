import { Readable } from 'node:stream';
import {
  ExitCode,
  NixaiError,
  isNixaiError,
  type Args,
  type CommandContext,
  type CommandSpec,
  type Flags,
  type Host,
} from '@nixai/api';
import { recordedTasks } from './recordedTasks.js';
import { createTestHost } from './testHost.js';
import { plainView } from './plainView.js';

export interface CommandInput {
  readonly host?: Host;
  /** Values of the flags, by name; a flag that is not here has its default. */
  readonly flags?: Readonly<Record<string, unknown>>;
  readonly args?: Readonly<Record<string, string | number | readonly string[]>>;
  /** The positional words; the values of `args` if absent. */
  readonly argv?: readonly string[];
  /** What is piped in. */
  readonly stdin?: string;
  /** Answers to its questions, in order. Without them it is run as if there were no terminal. */
  readonly answers?: readonly unknown[];
  readonly json?: boolean;
  readonly signal?: AbortSignal;
}

/** What a command did, as a person and as a script would see it. */
export interface CommandOutcome {
  /** The JSON document. */
  readonly result: unknown;
  /** What went to stdout: what it streamed, and what was rendered. */
  readonly stdout: string;
  /** What it emitted, in order. */
  readonly events: readonly unknown[];
  /** Its notices. */
  readonly stderr: string;
  readonly exitCode: ExitCode;
}

type AnyCommand = Pick<CommandSpec<unknown, Flags, Args>, 'flags' | 'args' | 'exitCode'> & {
  readonly work: (context: CommandContext<Flags, Args, unknown>) => Promise<unknown>;
  readonly render?: CommandSpec<unknown, Flags, Args>['render'];
};

/**
 * Runs what `defineCommand` made, without a process and without a terminal.
 * @throws what the command throws; test a NixaiError with `isNixaiError`.
 */
export async function runCommand(
  command: object,
  input: CommandInput = {},
): Promise<CommandOutcome> {
  const { work, render, exitCode, flags = {} } = command as AnyCommand;
  const { args = {}, json = false, answers } = input;
  const { signal = new AbortController().signal } = input;
  const tasks = recordedTasks(signal);
  const written: string[] = [];
  const notices: string[] = [];
  const events: unknown[] = [];
  const defaults = Object.entries(flags).map(([name, flag]) => [
    name,
    flag.default ?? (flag.type === 'boolean' ? false : undefined),
  ]);
  const left = [...(answers ?? [])];
  const ask = async <T>(question: string): Promise<T> => {
    if (left.length === 0) throw nobodyAnswers(question);
    return left.shift() as T;
  };
  const result = await work({
    host: input.host ?? createTestHost(),
    flags: { ...(Object.fromEntries(defaults) as object), ...input.flags },
    args,
    argv: input.argv ?? Object.values(args).flat().map(String),
    signal,
    prompt: {
      interactive: answers !== undefined,
      confirm: ask,
      input: ask,
      password: ask,
      select: ask,
    },
    emit: (event) => void events.push(event),
    json,
    quiet: input.flags?.['quiet'] === true,
    terminal: false,
    view: plainView,
    progress: () => ({ update: () => {}, stop: () => {} }),
    tasks,
    async carryOut(plan, { dryRun, yes, question = 'Do this?' } = {}) {
      if (plan.actions.length === 0 || dryRun === true) return undefined;
      if (yes !== true && !(await ask<boolean>(question))) return undefined;
      return tasks.run(plan.about, (task) => plan.apply(task));
    },
    notice: (text) => void notices.push(`${text}\n`),
    write: (text) => void (json || written.push(text)),
    draw: (markdown) => void (json || written.push(`${markdown}\n\n`)),
    stdin: async () => input.stdin,
    piped: () =>
      input.stdin === undefined ? undefined : Readable.from([Buffer.from(input.stdin)]),
  });
  const rendered = json ? JSON.stringify(result, null, 2) : await render?.(result, plainView);
  return {
    result,
    stdout: written.join('') + (rendered ?? ''),
    events,
    stderr: notices.join(''),
    exitCode: exitCode?.(result) ?? ExitCode.ok,
  };
}

/** The code of the NixaiError that a piece of work ends with; undefined if it ends well. */
export async function errorCode(work: () => unknown): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (isNixaiError(error)) return error.code;
    throw error;
  }
}

function nobodyAnswers(question: string): NixaiError {
  return new NixaiError({
    code: 'not-interactive',
    what: `a person has to answer: ${question}`,
    exitCode: ExitCode.refused,
  });
}
