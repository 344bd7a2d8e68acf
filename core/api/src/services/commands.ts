import { token } from '../token.js';
import type { LoadedCommand } from '../command.js';

/** Runs commands: parses, calls, renders, ends the process with the right code. */
export interface CommandRunner {
  run(command: LoadedCommand, argv: readonly string[]): Promise<unknown>;
}

export const commands = token<CommandRunner>('commands');
