import { ExitCode, NixaiError } from '@nixai/api';

const seconds = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 } as const;

/** The seconds that `90s`, `15m`, `24h` or `30d` are. @throws NixaiError `usage`. */
export function secondsOf(text: string, flag: string): number {
  const [, count, unit] = /^(\d{1,6})\s*([smhdw])$/.exec(text.trim()) ?? [];
  const value = Number(count) * seconds[(unit ?? 's') as keyof typeof seconds];
  if (value >= 1 && value <= 366 * seconds.d) return value;
  throw new NixaiError({
    code: 'usage',
    what: `--${flag} ${text} is no length of time`,
    why: 'a number and s, m, h, d or w; a year at most',
    hint: `--${flag} 15m`,
    exitCode: ExitCode.usage,
  });
}
