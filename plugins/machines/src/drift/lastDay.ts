import { ExitCode, NixaiError } from '@nixai/api';
import { isDay } from '../registry/exception.js';

const day = 24 * 60 * 60 * 1000;

/** The last day that `2026-12-31` or `90d` means. @throws NixaiError `usage` for none, or one that is over. */
export function lastDay(text: string, now: Date): string {
  const days = /^(\d{1,4})d(?:ays?)?$/.exec(text)?.[1];
  const said =
    days === undefined
      ? text
      : new Date(now.getTime() + Number(days) * day).toISOString().slice(0, 10);
  if (isDay(said) && said >= now.toISOString().slice(0, 10)) return said;
  throw new NixaiError({
    code: 'usage',
    what: `--expiry ${text} ${isDay(said) ? 'is over already' : 'is no day'}`,
    hint: '--expiry 2026-12-31, or --expiry 90d',
    exitCode: ExitCode.usage,
  });
}
