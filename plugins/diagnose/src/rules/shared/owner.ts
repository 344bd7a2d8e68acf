import type { DiagnosisFix, Evidence, SourcePosition } from '@nixai/api';
import { inputName } from './code.js';
import { advice, shellFix } from './fix.js';

/** Names that people give an input in flake.nix beside that of the project. */
const alsoCalled: Readonly<Record<string, string>> = {
  'nix-darwin': ' (many call it darwin)',
  nixpkgs: '',
};

/**
 * What to do where a place lies in somebody else's source: never edit it, but take another revision.
 * @returns nothing where the place is the person's own, or nobody can tell.
 */
export function updateInput(
  evidence: Evidence,
  at: SourcePosition | undefined,
): readonly DiagnosisFix[] {
  const place = evidence.context.place(at?.file);
  // Nix says whose flake it reads when that is not the person's own.
  const read = evidence.before(/while updating the flake input '(?<input>[\w-]{1,80})'/, 8)
    ?.groups?.['input'];
  if (place.owner !== 'foreign' && (read === undefined || at === undefined)) return [];
  const input = inputName(read ?? place.input);
  const named = input ?? 'YOUR_INPUT';
  const fill =
    input === undefined
      ? {
          fill: { YOUR_INPUT: 'the input that the file comes from: nix flake metadata lists them' },
        }
      : {};
  const subject = input ?? 'an input';
  const where = `${at?.file ?? 'The place'} belongs to ${subject}`;
  const channel = shellFix(
    `${where}: do not edit it there. Update that channel.`,
    `sudo nix-channel --update${input === undefined || input === 'nixpkgs' ? '' : ` ${input}`}`,
    { holds: { flake: false } },
  );
  const flake = shellFix(
    `${where}: do not edit it there. Update that input${alsoCalled[subject] ?? ''}.`,
    `nix flake update ${named}   # before Nix 2.19: nix flake lock --update-input ${named}`,
    { holds: { flake: true }, ...fill },
  );
  return [
    ...(evidence.context.flake === false ? [channel, flake] : [flake, channel]),
    advice(
      `If the newest ${subject} fails as well, pin the last revision that worked (github:OWNER/REPOSITORY/REVISION as its url), and tell its authors.`,
    ),
  ];
}
