/** The command that failed, as the shell's script hands it over in the environment. */
export interface LastCommand {
  /** The line as it was typed, or its part that failed. */
  readonly command: string;
  readonly status: number;
  readonly folder: string;
  /** Seconds since 1970, in parts where the shell knows them. */
  readonly start: number;
  readonly end: number;
  /** Where its output is in the terminal's memory, in tmux. */
  readonly screen?: ScreenPart;
}

/** Places in tmux: how many lines lay above the screen, and in which line of it the cursor was. */
export interface ScreenPart {
  readonly from: ScreenPlace;
  readonly to: ScreenPlace;
  /** So many lines tmux keeps; then the first ones go, and places move. */
  readonly limit: number;
}

export interface ScreenPlace {
  readonly above: number;
  readonly line: number;
}

/** @returns undefined where the shell has no command that failed. */
export function lastCommand(env: NodeJS.ProcessEnv): LastCommand | undefined {
  const command = env['NIXAI_LAST_COMMAND'] ?? '';
  const status = Number(env['NIXAI_LAST_STATUS']);
  const start = Number(env['NIXAI_LAST_START']);
  if (command === '' || !(status > 0) || !(start > 0)) return undefined;
  return {
    ...{ command, status, start },
    folder: env['NIXAI_LAST_FOLDER'] || '.',
    end: Number(env['NIXAI_LAST_END']) || start,
    screen: screenPart(env['NIXAI_LAST_SCREEN'] ?? ''),
  };
}

function screenPart(text: string): ScreenPart | undefined {
  const numbers = text.trim().split(/\s+/).map(Number);
  if (numbers.length !== 6 || !numbers.every((one) => Number.isSafeInteger(one) && one >= 0))
    return undefined;
  const [above = 0, line = 0, , toAbove = 0, toLine = 0, limit = 0] = numbers;
  return { from: { above, line }, to: { above: toAbove, line: toLine }, limit };
}
