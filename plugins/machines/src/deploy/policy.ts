import { ExitCode, NixaiError } from '@nixai/api';

/**
 * How many may be down: a number, or a share of all (`25%`, at least one).
 * @throws NixaiError `usage`.
 */
export function mostUnavailable(text: string, all: number): number {
  const [, number, percent] = /^(\d+)(%?)$/.exec(text.trim()) ?? [];
  const value = Number(number);
  const isFit = number !== undefined && value >= 1 && (percent !== '%' || value <= 100);
  if (!isFit)
    throw new NixaiError({
      code: 'usage',
      what: `--max-unavailable is a number of 1 or more, or a share: 25%; not "${text}"`,
      exitCode: ExitCode.usage,
    });
  return percent === '%' ? Math.max(1, Math.floor((all * value) / 100)) : value;
}
