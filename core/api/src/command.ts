import type { Readable } from 'node:stream';
import { getHost, type Host } from './host.js';
import { commandRunner } from './services/index.js';
import type { Schema } from './schema.js';
import { tableFlags, type ResultTable } from './table.js';
import { flag, type Arg, type Flag, type Values } from './flags.js';
import { logLevels } from './config.js';
import type { ExitCode } from './error.js';
import type { Applied, Approval, Plan } from './plan.js';
import type { Tasks } from './task.js';
import type { ToolSpec } from './tool.js';
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
  /** What is typed is not shown, and belongs in no output. */
  password(question: string): Promise<string>;
  select<T>(
    question: string,
    choices: readonly { readonly name: string; readonly value: T }[],
  ): Promise<T>;
}

/** What a running command has at hand. */
export interface CommandContext<F extends Flags = Flags, A extends Args = Args, E = never> {
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
  /** True with `--quiet`: no notices are printed, and of an answer only what was asked for. */
  readonly quiet: boolean;
  /** True where a person watches stdout: what is written is seen at once. */
  readonly terminal: boolean;
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
  /**
   * Says what happened on the way, to programs: a line of `--ndjson`, an event of a session. For a
   * command with `events`; a person sees `progress`, `notice` and `write`.
   */
  emit(event: E): void;
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
  /** The same of any length, as it comes; undefined at a terminal or when stdin is closed. */
  piped(): Readable | undefined;
}

/**
 * What a command does beyond reading and keeping nixai's own records: starts programs, connects to
 * the network, changes files or settings of the person's or the machine; `destructive` where what is
 * lost does not come back.
 */
export type CommandEffect = 'run' | 'network' | 'write' | 'destructive';

export interface CommandSpec<R extends O, F extends Flags, A extends Args, O = unknown, E = never> {
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
  /** What it does beyond reading, with any of its flags; an empty list if nothing. */
  readonly effects?: readonly CommandEffect[];
  /** What it returns; its JSON Schema is published from here. */
  readonly output?: Schema<O>;
  /** What `emit` is given; such a command has `--ndjson`: an event a line, and the result last. */
  readonly events?: Schema<E>;
  /** Where the result is a list. */
  readonly table?: ResultTable<NoInfer<R>>;
  /** How agents call it, each made with `toolOf`; absent where it is none of their tools. */
  readonly tools?: readonly ToolSpec<NoInfer<R>, NoInfer<F>, NoInfer<A>, Schema<unknown>>[];
  /** Of each of these groups of flags one has to be given, and no second one. */
  readonly exactlyOne?: readonly (readonly (keyof F & string)[])[];
  /** Not in help and lists: for programs. */
  readonly hidden?: boolean;
  /** What to use instead, as a sentence: said whenever it is run. */
  readonly deprecated?: string;
  /** Milliseconds after Ctrl-C in which it may clean up, 10,000 at most; 150 when absent. */
  readonly grace?: number;
  /** Does the work. What it returns is the JSON document, and what `render` shows. */
  run(context: CommandContext<F, A, E>): Promise<R>;
  /** A pure function from the result to text; what it returns goes to stdout. */
  render?(result: R, view: View): string | Promise<string>;
  /** True where a text that is longer than the terminal is shown page by page. */
  readonly paged?: boolean;
  /** What the process ends with; 0 when absent. */
  exitCode?(result: R): ExitCode;
  /**
   * What the process ends with where the command failed, in the place of the error's own code: for one
   * whose codes from 1 on mean something else.
   * @param argv the words that it was given; they may be why it failed.
   */
  errorExit?(argv: readonly string[]): number;
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
  // As the key log_level; --debug and --quiet are what people type.
  'log-level': flag.oneOf(logLevels, 'Say so much on stderr', {
    helpGroup: 'GLOBAL',
    hidden: true,
  }),
} as const satisfies Flags;

const ndjsonFlag = {
  type: 'boolean',
  description: 'Print an event a line as JSON, and the result last',
  helpGroup: 'GLOBAL',
  exclusive: ['json'],
} as const satisfies Flag<boolean>;

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
  R extends O,
  F extends Flags = Record<never, never>,
  A extends Args = Record<never, never>,
  O = unknown,
  E = never,
>({ output, events, tools, ...spec }: CommandSpec<R, F, A, O, E>) {
  const command = {
    ...spec,
    description: spec.description?.replace(/(?<!\n)\n(?![\n\s*-])/g, ' '),
    baseFlags: {
      ...globalFlags,
      ...(events !== undefined && { ndjson: ndjsonFlag }),
      ...(spec.table !== undefined && tableFlags),
    },
    // oclif's words for it, for its help.
    ...(spec.deprecated !== undefined && { state: 'deprecated' }),
    enableJsonFlag: true as const,
    // Stands in the manifest, so that tools are found without loading all commands.
    ...(tools !== undefined && { toolNames: tools.map(({ name }) => name) }),
    // oclif calls `run(argv, config)` on what a command file exports; the work moves aside.
    work: spec.run.bind(spec),
    async run(argv: readonly string[]): Promise<unknown> {
      const runner = await getHost().service(commandRunner);
      return runner.run(command, argv);
    },
  };
  // oclif writes all else that it finds here into the manifest, which is read at every start.
  return Object.defineProperties(command, {
    output: { value: output },
    events: { value: events },
    table: { value: spec.table },
    tools: { value: tools },
  }) as typeof command & { readonly output?: Schema<O>; readonly events?: Schema<E> };
}

/** What core's runner is handed: the spec, with `work` in the place of `run`. */
export interface LoadedCommand extends Omit<
  CommandSpec<unknown, Flags, Args, unknown, unknown>,
  'run'
> {
  readonly id?: string;
  readonly baseFlags: Flags;
  /** The names of its tools. */
  readonly toolNames?: readonly string[];
  work(context: CommandContext<Flags, Args, unknown>): Promise<unknown>;
}
