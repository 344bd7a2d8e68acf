import type { Verification } from '@nixai/api';
import { isMissing } from './words.js';

/**
 * One line that says what was checked against what; undefined where there was nothing to check.
 * "12 options checked against nixos-25.05 (channel, 20,919 options): 1 renamed, 0 unknown".
 */
export function footerOf({
  checkedAgainst,
  options,
  snippets,
  packages,
}: Verification): string | undefined {
  if (options.length === 0 && snippets.length === 0) return undefined;
  const count = (wanted: string) => options.filter(({ verdict }) => verdict === wanted).length;
  const broken = snippets.filter(({ parses }) => !parses).length;
  const ofModules = options.filter(({ module }) => module !== undefined).length;
  const unsure = count('unsure') - ofModules;
  const found = [
    ...(count('renamed') > 0 ? [`${count('renamed')} renamed`] : []),
    ...(count('removed') > 0 ? [`${count('removed')} removed`] : []),
    `${count('unknown')} unknown`,
    ...(unsure > 0 ? [`${unsure} not in it, which proves nothing`] : []),
    ...(ofModules > 0 ? [`${ofModules} of other modules`] : []),
    ...(packages.length > 0
      ? [`${packages.filter(isMissing).length} of ${packages.length} packages unknown`]
      : []),
    ...(broken > 0 ? [`${broken} of ${snippets.length} Nix blocks broken`] : []),
  ];
  const what = options.length === 1 ? '1 option' : `${options.length} options`;
  return `${what} checked against ${checkedAgainst}: ${found.join(', ')}`;
}
