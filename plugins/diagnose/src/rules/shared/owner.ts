import {
  shellWord,
  withoutStorePath,
  type DiagnosisFix,
  type Evidence,
  type SourcePosition,
} from '@nixai/api';
import { attributeName, inputName } from './code.js';
import { advice, nixFix, shellFix } from './fix.js';

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
  const where = `${at === undefined ? 'The place' : withoutStorePath(at.file).replace(/^\/nix\/store\/[0-9a-z]{32}-/, '')} belongs to ${subject}`;
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
      `Should the newest ${subject} fail as well: pin the last revision that worked (github:OWNER/REPOSITORY/REVISION as its url), and tell its authors.`,
    ),
  ];
}

/** What can be done with a flake that a command names by its address, and that is somebody else's. */
export function newestOf(reference: string, subject: string): DiagnosisFix {
  const flake = reference.replace(/#.*$/, '');
  return shellFix(
    `${subject} ${flake}, which is not yours: take its newest revision (it may be mended there). If that fails as well, name an older one (…/REVISION), and tell its authors.`,
    `nix flake metadata --refresh ${shellWord(flake)}   # then the same command again`,
  );
}

/**
 * Fixes that edit a file, for whoever it is of: another's is updated; of one in the store that may be either,
 * both are said.
 */
export function byOwner(
  evidence: Evidence,
  at: SourcePosition | undefined,
  own: readonly DiagnosisFix[],
  order: 'update first' | 'own first' = 'update first',
): readonly DiagnosisFix[] {
  const { target } = evidence.context;
  const named = target?.kind === 'flake' ? target.reference : undefined;
  // What has lost its store path is of the flake that was named, whatever it is called there.
  if (
    named !== undefined &&
    (evidence.context.place(at?.file).owner !== 'own' || !/^[/.~]/.test(at?.file ?? ''))
  )
    return [newestOf(named, 'What fails is of'), ...own];
  const foreign = updateInput(evidence, at);
  if (foreign.length > 0)
    return order === 'own first' ? [...own, ...foreign] : [...foreign, ...own];
  const [first, ...others] = own;
  if (at === undefined || first === undefined || !evidence.context.place(at.file).inStore)
    return own;
  const file = withoutStorePath(at.file);
  return [
    first.step !== 'if'
      ? {
          ...first,
          title: `If ${file} is of your own flake: ${first.title.charAt(0).toLowerCase()}${first.title.slice(1)}`,
          step: 'if',
        }
      : first,
    shellFix(
      `If ${file} comes from an input (it lies in the store, and nothing here says which): do not edit it, but update or pin that input.`,
      'nix flake metadata   # lists the inputs; then: nix flake update with its name',
      { holds: { flake: true } },
    ),
    ...others,
  ];
}

/** The input that Nix was reading: the person's own, or one that an input of theirs brings. */
export interface ReadInput {
  /** As flake.nix calls it; of an input of an input the outer one. */
  readonly own: string;
  /** `arion/flake-parts`: the whole way to an input of an input. */
  readonly nested?: string;
}

const readingInput =
  /while (?:updating|fetching) the (?:flake )?input '(?<input>[\w-]{1,80}(?:\/[\w-]{1,80}){0,6})'/;

/** Which input a trace says that Nix was at; older versions print it below the error. */
export function inputInTrace(evidence: Evidence): ReadInput | undefined {
  const names = [...evidence.all(readingInput)].map(({ groups }) => groups?.['input'] ?? '');
  const nested = names.find((name) => name.includes('/'));
  const own = (nested ?? names[0] ?? '').split('/')[0] ?? '';
  return own === '' ? undefined : nested === undefined ? { own } : { own, nested };
}

/** `arion/flake-parts` as flake.nix has to write it below `inputs`. */
export const attributeOf = (input: string): string =>
  input.split('/').map(attributeName).join('.inputs.');

/** An input of an input is not named in the person's flake.nix: its owner has to mend it. */
export function updateOuterInput({ own, nested }: ReadInput): readonly DiagnosisFix[] {
  const inner = nested?.split('/').slice(1).join('/inputs/') ?? '';
  const path = attributeOf(nested ?? own);
  return [
    shellFix(
      `${inner.replace(/\/inputs\//g, '/')} is an input of ${own}, and is named in its flake, not in yours: take a newer ${own}.`,
      `nix flake update ${own}   # before Nix 2.19: nix flake lock --update-input ${own}`,
    ),
    nixFix(
      `If the newest ${own} still names it: give it another, in your own flake.nix.`,
      `inputs.${path}.url = "YOUR_URL";`,
      { fill: { YOUR_URL: 'an address that is there: a newer branch, a fork, a revision' } },
    ),
  ];
}
