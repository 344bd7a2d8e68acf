import type { Args, Flags } from './command.js';
import type { Infer, JsonSchema, Schema } from './schema.js';

/** Where a value of a tool's input goes: `--limit`, the argument `query`, or `-` for what is piped in. */
type Place<F extends Flags, A extends Args> = `--${keyof F & string}` | (keyof A & string) | '-';

/** One value that an agent may give. Its schema is the one of the flag or argument that it goes to. */
export interface ToolField<F extends Flags = Flags, A extends Args = Args> {
  readonly to: Place<F, A>;
  /** For a model; what the flag or argument says of itself where absent. */
  readonly description?: string;
  readonly required?: boolean;
  /** Of an argument that takes several words: a list of them, and not one text. */
  readonly list?: boolean;
  /** The largest number that an agent may give, where a person may give a larger one. */
  readonly maximum?: number;
  /** What else is said where this one is given. */
  readonly with?: Readonly<Partial<Record<Place<F, A>, string | boolean>>>;
}

/** What an agent is told: one thing after the other, so that a long answer can be cut between two. */
export interface ToolAnswer<I> {
  /** A sentence or two over the items: what was looked in, or that there is nothing. */
  readonly about: string;
  readonly items: readonly I[];
}

/**
 * A command as a tool for agents (MCP): the same work, with the few values that a model needs, and a
 * lean answer.
 * @template R what the command returns.
 * @template I the schema of one item of the answer.
 */
export interface ToolSpec<R, F extends Flags, A extends Args, I extends Schema<unknown>> {
  /** `[A-Za-z0-9_.-]`, 64 at most: `nixos_option`. */
  readonly name: string;
  /** For a model: what it gets, and when to call it. 60 words at most. */
  readonly description: string;
  readonly input: Readonly<Record<string, ToolField<F, A>>>;
  /** What is said with every call. */
  readonly always?: Readonly<Partial<Record<Place<F, A>, string | boolean>>>;
  /**
   * It changes files: offered only where the server was started with `--allow-write`, and carried out
   * only when the hash of its plan is handed back.
   */
  readonly writes?: boolean;
  readonly item: I;
  answer(result: R): ToolAnswer<Infer<I>>;
  /** One item in a few lines of plain text or Markdown. */
  text(item: Infer<I>): string;
}

/** A tool as data. */
export interface ToolInfo {
  readonly name: string;
  readonly description: string;
  /** The package whose command it is. */
  readonly origin: string;
  /** The command: `explain-option`. */
  readonly command: string;
  readonly input: JsonSchema;
  /** What one item of its answer is. */
  readonly item: JsonSchema;
  readonly writes: boolean;
}

/** What a tool said, without secrets and escapes; an item as text and as data. */
export type CalledTool = ToolAnswer<{ readonly text: string; readonly data: unknown }>;

/**
 * A tool that is written apart from its command: holds what it names to the command's own flags,
 * arguments and result.
 * @example
 * export const optionTool = toolOf<ExplainResult, typeof flags, typeof args>()({ name: 'nixos_option', … });
 */
export const toolOf =
  <R, F extends Flags, A extends Args>() =>
  <I extends Schema<unknown>>(tool: ToolSpec<R, F, A, I>): ToolSpec<R, F, A, I> =>
    tool;
