import {
  placeName,
  shellWord,
  withoutStorePath,
  type Diagnosis,
  type DiagnosisRule,
  type Evidence,
} from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';

/** A flake in a Git repository sees only files that Git knows. */
export const untrackedFile: DiagnosisRule = {
  id: 'flake/untracked-file',
  class: 'untracked-flake-file',
  phase: 'flake',
  title: 'File is not known to Git',
  components: ['flakes', 'git'],
  confidence: 0.9,
  patterns: [
    {
      anchors: ['getting status of ', 'opening file ', 'does not exist', 'opening directory '],
      line: /(?:getting status of|opening file|opening directory|path) ['"`]\/nix\/store\/[0-9a-z]{32}-(?:source|[\w.-]{1,80})\/(?<file>[^'"`]{1,300})['"`](?:: No such file or directory| does not exist)/,
    },
    {
      anchors: ['is not tracked by Git', 'not tracked by Git', 'is not under version control'],
      line: /(?:[Pp]ath|file) ['"`](?<file>[^'"`]{1,300})['"`] .{0,120}is not (?:tracked by Git|under version control)/,
    },
    {
      anchors: ['does not exist in Git repository', 'does not exist in git repository'],
      line: /path ['"`](?<file>[^'"`]{1,300})['"`] does not exist in [Gg]it repository ['"`]?(?<repository>[^'"`\s]{1,300})/,
    },
    {
      anchors: ['does not contain a ', 'source tree referenced by'],
      line: /source tree referenced by ['"`](?<repository>[^'"`]{1,300})['"`] does not contain a ['"`]?\/?(?<file>flake\.nix|[^'"`\s]{1,200})['"`]? file/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: flake references (Git)',
      url: 'https://nix.dev/manual/nix/latest/command-ref/new-cli/nix3-flake#path-like-syntax',
    },
  ],
  explain(evidence) {
    const file = withoutStorePath(evidence.get('file')).replace(/^\//, '');
    // A file of a dependency's source is not the person's to add.
    if (/^(?:lib|nixos|pkgs)\//.test(file) && evidence.frame()?.library === true) return undefined;
    const at = evidence.frame();
    if (/^\.devenv(?:\.flake\.nix|\/|$)/.test(file)) return madeByDevenv(file);
    // `<nixpkgs/nixos>`: what is called nixpkgs there is the person's own flake.
    if (file === 'nixos') return withoutFlake(file);
    // An absolute path that was taken for one below a source.
    if (file.startsWith('nix/store')) return undefined;
    if (ofNixpkgs.test(file)) return lacksInNixpkgs(file, evidence);
    const foreign = foreignFlake(evidence);
    if (foreign !== undefined) return lacksInInput(file, foreign);
    const remote = /^(?:github|gitlab|sourcehut|https?|tarball)[:+]/.test(
      evidence.get('repository'),
    );
    return {
      culprit: file,
      at: at?.library === true ? undefined : at,
      facts: { file, named: at === undefined ? undefined : placeName(at) },
      message: `${file} is not in the flake's source. If it lies in the folder, Git does not know it yet: a flake in a Git repository consists of tracked files only.`,
      fixes: [
        shellFix(
          `If it is there: make Git track it (staging is enough). If Git finds no such file either, the path is wrong${named(evidence, file)}: correct it where it is named.`,
          `git add -- ${shellWord(file)}`,
        ),
        advice(
          remote
            ? 'If it is in another folder of the repository, add ?dir=FOLDER to the reference.'
            : 'If it is ignored (.gitignore) on purpose, take it out of the flake, or refer to the folder as path:. instead. If it was renamed, correct the path that names it.',
        ),
      ],
      verify: [`git ls-files --error-unmatch ${shellWord(file)}`, 'nix flake check --no-build'],
    };
  },
};

/** What only nixpkgs has at its top; a repository of one's own has no such folders. */
const ofNixpkgs =
  /^(?:nixos\/(?:modules|lib|tests)|pkgs\/(?:build-support|top-level|development|stdenv|by-name\/[\w-]{2}\/))\b/;

function lacksInNixpkgs(file: string, { context }: Evidence): Diagnosis {
  return {
    culprit: `${file} (of nixpkgs)`,
    facts: { file },
    message: `${file} is asked of nixpkgs, and the revision that is used has no such file (not yet, or no more): what names it is of another time. No file of yours is missing.`,
    fixes: [
      shellFix(
        'If an input names it (as nixos-generators, a hardware or image project: grep finds it in no file of yours): update that and nixpkgs together, or take its branch for your release.',
        context.flake === false ? 'sudo nix-channel --update' : 'nix flake update',
      ),
      shellFix(
        'If a file of yours names it: see where nixpkgs has it now, and name that.',
        `grep -rnF --include='*.nix' -- ${shellWord(file.split('/').at(-1) ?? file)} .`,
      ),
    ],
    verify: ['nix flake check --no-build'],
  };
}

/** devenv writes it itself, and Git shall not know it: an old copy, or another version of devenv, lacks it. */
const madeByDevenv = (file: string): Diagnosis => ({
  culprit: `${file} (made by devenv)`,
  facts: { file },
  message: `devenv makes ${file} itself each time, and the copy of the folder that Nix reads does not have it: it was made by another version of devenv, or is left over. It is no file to give to Git.`,
  fixes: [
    shellFix(
      'Delete what devenv made (it is made again), and take the newest devenv, whose lock file it then writes.',
      'rm -rf .devenv .devenv.flake.nix && devenv update',
    ),
    advice(
      'Should it stay: devenv.lock is of another version of devenv than the one that runs (devenv version; an input devenv in devenv.yaml names one as well): take the same for both.',
    ),
  ],
  verify: ['devenv shell -- true'],
});

/** The flake whose own flake.nix the trace goes through, where that is one of a forge. */
function foreignFlake(evidence: Evidence): string | undefined {
  const at = /at «(?<flake>(?:github|gitlab|sourcehut):[^»?\s]{3,200})[^»]{0,200}»\/flake\.nix/;
  const own =
    /at (?:«(?:git\+file|path):|\/nix\/store\/[0-9a-z]{32}-source\/(?!lib\/)|\/(?:home|etc|Users)\/)/;
  if (evidence.before(own, 60) !== undefined) return undefined;
  return evidence.before(at, 40)?.groups?.['flake'];
}

function lacksInInput(file: string, flake: string): Diagnosis {
  return {
    culprit: `${file} in ${flake}`,
    facts: { file, flake },
    message: `${flake} names ${file} in its own source, and the copy that Nix has of it lacks that: a fault of that flake, or of how this Nix fetches it (lazy trees); no file of yours is missing.`,
    fixes: [
      shellFix(
        'Try it without lazy trees, and with a fresh copy.',
        `nix flake show --refresh --option lazy-trees false ${shellWord(flake)}`,
      ),
      advice(
        'If it stays, take another revision of that flake, or another version of Nix, and tell its authors.',
      ),
    ],
    verify: [`nix flake metadata ${shellWord(flake)}`],
  };
}

/** The file that is in the source, and names the one that is not, as far as the log tells. */
function named(evidence: Evidence, file: string): string {
  const by = evidence
    .all(/while (?:calling|evaluating).{0,80}?-source\/(?<by>[\w./-]{1,200}\.nix)/)
    .map(({ groups }) => groups?.['by'] ?? '')
    .find((name) => name !== '' && name !== file && evidence.context.place(name).owner === 'own');
  return by === undefined ? '' : ` (see ${by})`;
}

function withoutFlake(file: string): Diagnosis {
  return {
    culprit: `${file} (looked for in what NIX_PATH calls nixpkgs)`,
    message:
      'Without --flake the system is looked for in <nixpkgs/nixos>, and what NIX_PATH calls nixpkgs is a flake that has no such folder: the configuration is a flake, and was not named.',
    fixes: [
      shellFix('Name the flake.', 'sudo nixos-rebuild switch --flake /etc/nixos'),
      advice('Or let nixpkgs in NIX_PATH be nixpkgs: nix.nixPath = [ "nixpkgs=flake:nixpkgs" ];'),
    ],
    verify: ['nix-instantiate --find-file nixpkgs'],
  };
}
