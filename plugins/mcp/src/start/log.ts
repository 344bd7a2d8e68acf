import { logLevels } from '@nixai/api';

type Level = (typeof logLevels)[number];

/** What a server says of its work: a line of JSON each, with its time and level. */
export interface ServerLog {
  say(level: Level, event: string, facts?: Readonly<Record<string, unknown>>): void;
  /** Says no less than this from now on. */
  setLevel(level: Level): void;
}

export function createServerLog(level: Level, write: (line: string) => void): ServerLog {
  let least = level;
  return {
    say(of, event, facts = {}) {
      if (logLevels.indexOf(of) < logLevels.indexOf(least)) return;
      write(JSON.stringify({ time: new Date().toISOString(), level: of, event, ...facts }));
    },
    setLevel: (next) => void (least = next),
  };
}
