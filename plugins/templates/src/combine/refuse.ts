import { ExitCode, NixaiError } from '@nixai/api';
import type { Disagreement } from './combine.js';

/** Templates that disagree where nobody decides. */
export const refuseOpen = (all: readonly Disagreement[]): NixaiError =>
  new NixaiError({
    code: 'merge-conflict',
    what: `the templates disagree on ${all.length === 1 ? 'one option' : `${all.length} options`}; nothing was kept`,
    why: all
      .map(({ path, first, second, of }) => `${path}: ${first}, and ${second} in ${of}`)
      .join('\n'),
    hint: '--resolve first or --resolve second; at a terminal you are asked',
    exitCode: ExitCode.refused,
  });
