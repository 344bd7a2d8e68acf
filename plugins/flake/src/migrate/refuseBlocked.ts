import { ExitCode, NixaiError } from '@nixai/api';
import type { Site } from './rewrite/site.js';

/**
 * Nothing is half done in silence.
 * @throws NixaiError `migrate-blocked`, where anything stands in the way.
 */
export function refuseBlocked(blockers: readonly Pick<Site, 'file' | 'line' | 'text'>[]): void {
  if (blockers.length === 0) return;
  throw new NixaiError({
    code: 'migrate-blocked',
    what: `${blockers.length} ${blockers.length === 1 ? 'place stands' : 'places stand'} in the way`,
    why: blockers
      .slice(0, 5)
      .map(({ file, line, text }) => `${file}:${line} ${text}`)
      .join(', '),
    hint: '--dry-run says what to do about each; --with-blockers writes all the same',
    exitCode: ExitCode.refused,
  });
}
