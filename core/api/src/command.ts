import { getHost, type Host } from './host.js';
import { commands } from './services/index.js';
import type { Arg, Flag, Values } from './flags.js';
import type { ExitCode } from './error.js';
import type { Applied, Approval, Plan } from './plan.js';
import type { Tasks } from './task.js';
import type { View } from './view.js';

export type Flags = Record<string, Flag<unknown>>;
export type Args = Record<string, Arg<unknown>>;

/** How far a piece of work is; drawn on stderr at a terminal, silent elsewhere. */
export interface Progress {
  update(label: string): void;
  /** Stops drawing and leaves no trace. */
  stop(): void;
}

/** Questions to a person. Each throws NixaiError `not-interactive` (exit 5) without a terminal. */
export interface Prompt {
  readonly interactive: boolean;
  confirm(question: string, fallback?: boolean): Promise<boolean>;
  input(question: string, fallback?: string): Promise<string>;
  select<T>(
    question: string,
    choices: readonly { readonly name: string; readonly value: T }[],
  ): Promise<T>;
}

/** What a running command has at hand. */
export interface CommandContext<F extends Flags = Flags, A extends Args = Args> {
  readonly host: Host;
  readonly flags: Values<F>;
  readonly args: Values<A>;
  /** The positional words as typed. */
  readonly argv: readonly string[];
  /** Aborted by Ctrl-C and by SIGTERM; pass it on to everything that waits. */
  readonly signal: AbortSignal;
  readonly prompt: Prompt;
  /** True when the answer is one JSON document: then write nothing else to stdout. */
  readonly json: boolean;
  readonly view: View;
  /** Shows that something is going on; only drawn when it takes over a second. */
  progress(label: string): Progress;
  /** Long work as a tree of steps, shown as it goes on. */
  readonly tasks: Tasks;
  /**
   * Shows a plan, asks the person, and does it. Every change of what is not nixai's own goes this way.
   * @returns undefined where nothing was done: a dry run, a no, or nothing to do.
   * @throws NixaiError `would-lose` (exit 5) where `yes` meets something that would be lost, or
   * `not-interactive` (5) where nobody can be asked.
   */
  carryOut(plan: Plan, approval?: Approval): Promise<Applied | undefined>;
  /** A line on stderr. */
  notice(text: string): void;
  /** Streams a part of the answer to stdout, cleaned of terminal escapes; nothing in JSON mode. */
  write(text: string): void;
  /**
   * Shows a whole block of Markdown on stdout at once, drawn as `view.markdown` draws it, for an answer
   * that comes block by block; nothing in JSON mode.
   */
  draw(markdown: string): void;
  /** What was piped in, as UTF-8; undefined at a terminal or when stdin is closed or empty. */
  stdin(): Promise<string | undefined>;
}

export interface CommandSpec<R, F extends Flags, A extends Args> {
  /** One line for the list of commands; a verb phrase without a full stop. */
  readonly summary: string;
  /** Paragraphs; a line break inside of one is a blank, but before a list or an indented line. */
  readonly description?: string;
  readonly examples?: readonly string[];
  readonly flags?: F;
  readonly args?: A;
  readonly aliases?: readonly string[];
  /** False where any number of words may follow the declared ones. */
  readonly strict?: boolean;
  /** Does the work. What it returns is the JSON document, and what `render` shows. */
  run(context: CommandContext<F, A>): Promise<R>;
  /** A pure function from the result to text; what it returns goes to stdout. */
  render?(result: R, view: View): string | Promise<string>;
  /** True where a text that is longer than the terminal is shown page by page. */
  readonly paged?: boolean;
  /** What the process ends with; 0 when absent. */
  exitCode?(result: R): ExitCode;
}

const globalFlags = {
  'no-color': { type: 'boolean', description: 'Print without colour', helpGroup: 'GLOBAL' },
  quiet: { type: 'boolean', description: 'Print no notices or progress', helpGroup: 'GLOBAL' },
  offline: {
    type: 'boolean',
    description: 'Connect to nothing beyond this machine',
    helpGroup: 'GLOBAL',
  },
  debug: { type: 'boolean', description: 'Say on stderr what is going on', helpGroup: 'GLOBAL' },
} as const satisfies Flags;

/**
 * Makes a command: data, a function that does the work, and a function that renders its result.
 * Core parses, prints, handles `--json`, errors, colour, Ctrl-C and exit codes.
 * @example
 * export default defineCommand({
 *   summary: 'Say hello',
 *   args: { name: arg.string('Whom to greet', { required: true }) },
 *   run: async ({ args }) => ({ greeting: `Hello, ${args.name}!` }),
 *   render: ({ greeting }) => greeting,
 * });
 */
export function defineCommand<
  R,
  F extends Flags = Record<never, never>,
  A extends Args = Record<never, never>,
>(spec: CommandSpec<R, F, A>) {
  const command = {
    ...spec,
    description: spec.description?.replace(/(?<!\n)\n(?![\n\s*-])/g, ' '),
    baseFlags: globalFlags,
    enableJsonFlag: true as const,
    // oclif calls `run(argv, config)` on what a command file exports; the work moves aside.
    work: spec.run.bind(spec),
    async run(argv: readonly string[]): Promise<unknown> {
      const runner = await getHost().service(commands);
      return runner.run(command, argv);
    },
  };
  return command;
}

/** What core's runner is handed: the spec, with `work` in the place of `run`. */
export interface LoadedCommand extends Omit<CommandSpec<unknown, Flags, Args>, 'run'> {
  readonly id?: string;
  readonly baseFlags: Flags;
  work(context: CommandContext): Promise<unknown>;
}
