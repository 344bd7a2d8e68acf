import { ExitCode, NixaiError } from '@nixai/api';
import { unitSeconds } from '../durations.js';

/** The seconds that `90s`, `15m`, `24h` or `30d` are. @throws NixaiError `usage`. */
export function secondsOf(text: string, flag: string): number {
  const [, count, unit] = /^(\d{1,6})\s*([smhdw])$/.exec(text.trim()) ?? [];
  const value = Number(count) * unitSeconds[(unit ?? 's') as keyof typeof unitSeconds];
  if (value >= 1 && value <= 366 * unitSeconds.d) return value;
  throw new NixaiError({
    code: 'usage',
    what: `--${flag} ${text} is no length of time`,
    why: 'a number and s, m, h, d or w; a year at most',
    hint: `--${flag} 15m`,
    exitCode: ExitCode.usage,
  });
}
