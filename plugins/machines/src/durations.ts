import { ExitCode, NixaiError } from '@nixai/api';

/** The seconds of each unit that a span of time is written in. */
export const unitSeconds = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 } as const;

/** Seconds of `15m`, `4h`, `1h30m`. @throws NixaiError `usage`. */
export function secondsOf(text: string): number {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)([smhdw])/gy)];
  const isWhole = parts.length > 0 && parts.map(([part]) => part).join('') === text;
  const seconds = parts.reduce(
    (sum, [, many, unit]) => sum + Number(many) * unitSeconds[unit as keyof typeof unitSeconds],
    0,
  );
  if (isWhole && seconds > 0) return seconds;
  throw new NixaiError({
    code: 'usage',
    what: `${JSON.stringify(text)} is no span of time`,
    hint: '15m, 4h, 1h30m, 2d',
    exitCode: ExitCode.usage,
  });
}

/** Seconds as a person says them: `45 s`, `9 min 44 s`, `2 h 5 min`, `3 days`. */
export function spanText(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds * 10) / 10} s`;
  const all = Math.round(seconds);
  if (all < 3600) return both(Math.floor(all / 60), 'min', all % 60, 's');
  if (all < 172_800) return both(Math.floor(all / 3600), 'h', Math.floor((all % 3600) / 60), 'min');
  return both(Math.floor(all / 86_400), 'days', Math.floor((all % 86_400) / 3600), 'h');
}

const both = (many: number, unit: string, rest: number, smaller: string): string =>
  rest === 0 ? `${many} ${unit}` : `${many} ${unit} ${rest} ${smaller}`;
