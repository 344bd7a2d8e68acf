import { flag } from '@nixai/api';
import type { Against } from './expected.js';

/** What machines are compared with, as flags. */
export const againstFlags = {
  against: flag.oneOf(
    ['last-deploy', 'flake', 'file'],
    'What it shall run: the last deployment from here, or what a configuration evaluates to',
  ),
  flake: flag.string('The flake; each machine is the output of its name unless REF#NAME'),
  config: flag.string('The file that is the configuration of all of them', {
    exclusive: ['flake'],
  }),
};

/** A flake or a file that is named is what is compared with. */
export function againstOf({
  against,
  flake,
  config,
}: Omit<Against, 'kind'> & {
  readonly against?: Against['kind'];
}): Against {
  const named = flake !== undefined ? 'flake' : config !== undefined ? 'file' : undefined;
  return { kind: against ?? named, flake, config };
}
