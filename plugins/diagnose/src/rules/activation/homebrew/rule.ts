import type { Diagnosis, DiagnosisFix, DiagnosisRule, Evidence } from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';

/** nix-darwin lets Homebrew install what the configuration lists, and Homebrew refuses. */
export const homebrew: DiagnosisRule = {
  id: 'activation/homebrew',
  class: 'homebrew-bundle',
  phase: 'activation',
  title: 'Homebrew refuses in the activation',
  components: ['darwin'],
  confidence: 0.9,
  patterns: [
    {
      anchors: ['invalid option: --'],
      line: /^\s*Error: invalid option: (?<option>--[\w-]{2,40})/,
    },
    {
      anchors: ['Unknown command: brew bundle', 'Unknown command: bundle'],
      line: /^\s*Error: Unknown command: (?:brew )?(?<bundle>bundle)/,
    },
    {
      anchors: ['/Library/Taps/'],
      line: /(?:could not create work tree dir|Permission denied|not writable|Failed to (?:remove|import)).{0,40}(?<tap>\/(?:opt\/homebrew|usr\/local)\S{0,40}\/Library\/Taps\/[\w./-]{1,160})/,
    },
    {
      anchors: ['brew bundle', 'Homebrew Bundle failed', 'Brewfile dependencies failed'],
      line: /(?:`brew bundle` failed|Homebrew Bundle failed|[Bb]rewfile dependenc(?:y|ies) failed)/,
    },
    {
      anchors: ['/Library/Homebrew: No such file'],
      line: /^\s*ln: (?<prefix>\/(?:opt\/homebrew|usr\/local(?:\/Homebrew)?))\/Library\/Homebrew: No such file or directory/,
    },
    {
      anchors: ['Homebrew bundle...'],
      line: /^\s*Homebrew bundle\.\.\.$/,
    },
    {
      anchors: ['Homebrew is not installed'],
      line: /error: (?<absent>Homebrew is not installed)/,
    },
  ],
  docs: [
    {
      title: 'nix-darwin: homebrew options',
      url: 'https://nix-darwin.github.io/nix-darwin/manual/#opt-homebrew.enable',
    },
  ],
  explain(evidence) {
    if (evidence.get('prefix') !== '') return leftover(evidence.get('prefix'));
    const inBundle = evidence.before(/Homebrew bundle\.\.\.|brew bundle/, 400) !== undefined;
    const option = evidence.get('option');
    const started = /Homebrew bundle\.\.\.$/.test(evidence.line.text);
    if (option !== '' && !inBundle) return undefined;
    const said = started
      ? evidence
          .below(40)
          .find((text) => /^\s*(?:Error|error|fatal): \S/.test(text))
          ?.trim()
      : evidence.line.text.trim();
    // Only where nothing better is said, and the activation ends there.
    if (started && (said !== undefined || !endsThere(evidence))) return undefined;
    const what =
      option || evidence.get('tap') || (evidence.get('bundle') === '' ? '' : 'brew bundle');
    return {
      culprit: `${what === '' ? 'brew bundle' : what} (Homebrew)`,
      facts: { option: option || undefined, tap: evidence.get('tap') || undefined, said },
      message:
        evidence.get('absent') === ''
          ? `The configuration is built; Homebrew, which the activation calls for homebrew.*, stopped it: ${said ?? 'it does not say why in this log'}.`
          : 'homebrew.enable is set, and there is no Homebrew on this Mac: nix-darwin does not install it.',
      fixes: fixesFor(evidence, option),
      verify: ['darwin-rebuild switch --flake .'],
    };
  },
};

/** nix-homebrew takes a folder for its own by a mark in it, and the rest of it is gone. */
function leftover(folder: string): Diagnosis {
  const prefix = folder.replace(/\/Homebrew$/, '');
  const mark = `${prefix}/.managed_by_nix_darwin`;
  return {
    culprit: `${folder}/Library (Homebrew)`,
    facts: { folder, mark },
    message: `nix-homebrew links its Homebrew into ${folder}/Library, and that folder is not there, though ${mark} says that it was set up before: Homebrew was deleted by hand, and the mark was left.`,
    fixes: [
      shellFix(
        'If that file is there: delete the mark, and switch again; the folder is then made anew.',
        `ls -l ${mark} && sudo rm ${mark}`,
      ),
      shellFix(
        'If it is not: make the folder, and switch again.',
        `sudo mkdir -p ${folder}/Library`,
      ),
    ],
    verify: [`ls -ld ${folder}/Library`],
  };
}

/** The activation goes on after Homebrew where it succeeded. */
const endsThere = (evidence: Evidence): boolean =>
  evidence
    .below(12)
    .every(
      (text) =>
        !/^\s*(?:setting up|configuring|user defaults|restarting|Using |Installing )/.test(text),
    ) && evidence.all(/activation failed|exit status|Activation failed/i)[0] !== undefined;

function fixesFor(evidence: Evidence, option: string): readonly DiagnosisFix[] {
  const update = shellFix(
    'Homebrew and nix-darwin (or nix-homebrew) are of different times: update the configuration, and Homebrew itself with brew update (with nix-homebrew it is an input, and comes with that).',
    evidence.context.flake === false ? 'sudo nix-channel --update darwin' : 'nix flake update',
  );
  const byHand = shellFix(
    'See what it says by hand (the Brewfile is the one in the activation script).',
    'brew bundle --file="$(grep -o "/nix/store/[^ ]*-Brewfile" /run/current-system/activate | head -n 1)" --verbose',
  );
  if (evidence.get('absent') !== '')
    return [
      shellFix(
        'Install it (or let the input nix-homebrew do that).',
        '/bin/bash -c "$(curl -fsSL https://raw.githubusercontent.com/Homebrew/install/HEAD/install.sh)"',
      ),
      nixFix('Or do without.', 'homebrew.enable = false;'),
    ];
  if (evidence.get('tap') !== '')
    return [
      advice(
        /homebrew-bundle/.test(evidence.get('tap'))
          ? 'Take "homebrew/bundle" out of homebrew.taps: it is part of Homebrew now.'
          : 'That tap is one of nix-homebrew (its folder is read-only): declare it in nix-homebrew.taps, and take it out of homebrew.taps; or set nix-homebrew.mutableTaps = true.',
      ),
      update,
    ];
  if (option !== '' || evidence.get('bundle') !== '')
    return [
      update,
      advice(
        'Until that is mended: homebrew.enable = false for one switch, or homebrew.onActivation.cleanup = "none" where the option belongs to the cleanup.',
      ),
    ];
  return [byHand, update];
}
