import { token } from '../token.js';
import type { CommandEffect, LoadedCommand } from '../command.js';
import type { Completion } from '../completion.js';
import type { ExitCode } from '../error.js';
import type { JsonSchema } from '../schema.js';
import type { Session } from '../session.js';
import type { CalledTool, ToolInfo } from '../tool.js';
import type { View } from '../view.js';

/** A command as data. */
export interface CommandInfo {
  /** As it is typed: `config set`. */
  readonly id: string;
  /** The package that brings it. */
  readonly origin: string;
  readonly summary: string;
  readonly description?: string;
  /** What `invoke` takes: `{ flags, args, stdin }`. */
  readonly input: JsonSchema;
  /** What it returns; absent where the command does not say. */
  readonly output?: JsonSchema;
  /** What it does beyond reading; absent where the command does not say, so that it may do anything. */
  readonly effects?: readonly CommandEffect[];
  readonly hidden: boolean;
  /** Why it should not be used any more. */
  readonly deprecated?: string;
  /** Whether it emits events on the way. */
  readonly streams: boolean;
}

/** The words of a call: named, or as they are typed after the command. */
export type CommandInput =
  | {
      readonly flags?: Readonly<Record<string, unknown>>;
      readonly args?: Readonly<Record<string, unknown>>;
      /** What is piped in. */
      readonly stdin?: string;
    }
  | { readonly argv: readonly string[]; readonly stdin?: string };

export interface Invocation<R> {
  /** The JSON document, without secrets. */
  readonly result: R;
  readonly exitCode: ExitCode;
  /**
   * What the program would print: a text by the session's view if none is given, or what flags of the call
   * ask for (`--json`, `--columns`).
   */
  render(view?: View): Promise<string>;
}

/** What one call of a session may have for itself. */
export type OwnOfCall = Pick<Session, 'signal' | 'prompt' | 'view' | 'sink'>;

/** Calls that share what they need: services and contributions are built once for all of them. */
export interface CommandSession {
  /**
   * Runs a command as the process would, and leaves nothing behind: no output, no exit code, no
   * environment; a switch such as `--offline` is on for this call alone.
   * @param own of this call alone, in the place of what the session says.
   * @throws NixaiError `unknown-command` or `usage` (exit 2), or what the command throws.
   */
  invoke<R = unknown>(id: string, input?: CommandInput, own?: OwnOfCall): Promise<Invocation<R>>;
  /**
   * Calls a command as the tool that it offers to agents.
   * @param own of this call alone, in the place of what the session says.
   * @throws NixaiError `unknown-tool` or `usage` (exit 2), or what the command throws.
   */
  callTool(
    name: string,
    input?: Readonly<Record<string, unknown>>,
    own?: OwnOfCall,
  ): Promise<CalledTool>;
  /** Closes what was built for these calls. */
  close(): Promise<void>;
}

/** All commands, to be looked at, called and completed. */
export interface Commands {
  /** Loads each of them: some tens of milliseconds. */
  list(options?: { readonly hidden?: boolean }): Promise<readonly CommandInfo[]>;
  /** Those that offer themselves to agents, by name; loads these alone. */
  tools(): Promise<readonly ToolInfo[]>;
  /** One call in a session of its own. */
  invoke<R = unknown>(id: string, input?: CommandInput, session?: Session): Promise<Invocation<R>>;
  /** For a program that calls many: an MCP server, a shell. */
  open(session: Session): CommandSession;
  /**
   * Reads a line as it is typed, quotes and all; with or without the program's name in front.
   * @throws NixaiError `unknown-command` (exit 2).
   */
  parse(line: string): { readonly id: string; readonly argv: readonly string[] };
  /** What may stand at that place of a line (in UTF-16 code units), best first. */
  complete(line: string, at?: number, signal?: AbortSignal): Promise<readonly Completion[]>;
}

export const commands = token<Commands>('commands');

/** Runs the command that the process was started with: prints, and sets the exit code. */
export interface CommandRunner {
  run(command: LoadedCommand, argv: readonly string[]): Promise<unknown>;
}

export const commandRunner = token<CommandRunner>('command-runner');
