import { advice, shellFix } from '../../shared/fix.js';
import { ruleOfSayings, type Saying } from '../../shared/sayings.js';

const homeless: Saying = {
  anchors: ['please remove it to assure purity'],
  line: /home directory ['"`](?<path>\/homeless-shelter)['"`] exists; please remove it to assure purity/,
  explain(evidence) {
    const path = evidence.get('path');
    return {
      culprit: path,
      facts: { path },
      message: `Without a sandbox Nix builds only as long as ${path}, which builders get as their home, does not exist; a build (or a program in it) has made it.`,
      fixes: [
        shellFix(
          'Move it aside (its content is a leftover of a build; delete it later, if you miss nothing).',
          'sudo mv -n /homeless-shelter /homeless-shelter.old',
        ),
        advice(
          'If it comes back: the package that is built writes to its home; give it another in that build (export HOME=$TMPDIR), or switch the sandbox on.',
        ),
      ],
      verify: [`ls -d ${path}`],
    };
  },
};

const linkThere: Saying = {
  anchors: ['/nix/store/.tmp-link'],
  line: /cannot link ['"`](?<from>\/nix\/store\/\.tmp-link[\w-]{0,60})['"`] to ['"`](?<to>\/nix\/store\/\.links\/\w{20,80})['"`]: File exists/,
  explain(evidence) {
    return {
      culprit: 'auto-optimise-store (/nix/store/.links)',
      facts: { link: evidence.get('to') },
      message:
        'Nix was joining equal files of the store (auto-optimise-store) while it fetched several paths at once, and two of them made the same link. The packages and the network are not the cause.',
      fixes: [
        shellFix(
          'Run your command again: what was fetched stays. If it comes back, leave the joining out for this run.',
          'nix build --option auto-optimise-store false   # your own command takes the option too',
        ),
        advice(
          'For good: auto-optimise-store = false (nix.settings; without NixOS or nix-darwin in /etc/nix/nix.conf), and join them from time to time instead (nix.optimise.automatic = true;, or nix store optimise).',
        ),
      ],
      verify: ['nix config show auto-optimise-store'],
    };
  },
};

const symlinked: Saying = {
  anchors: ['this is not allowed for the Nix store'],
  line: /the path ['"`](?<path>\/nix(?:\/store)?)['"`] is a symlink; this is not allowed for the Nix store/,
  explain(evidence) {
    const path = evidence.get('path');
    return {
      culprit: path,
      facts: { path },
      message: `${path} is a link, and neither the store nor a folder above it may be one.`,
      fixes: [
        shellFix(
          'Mount the other place there in place of the link (on Linux; fileSystems on NixOS keeps it).',
          `ls -ld ${path}; sudo rm ${path} && sudo mkdir ${path} && sudo mount --bind YOUR_FOLDER ${path}`,
          { risk: 'restart', fill: { YOUR_FOLDER: 'the folder that the link points to' } },
        ),
        advice(
          'If you cannot mount: NIX_IGNORE_SYMLINK_STORE=1 in the environment of Nix lets it pass; what is built is then good for this machine only.',
        ),
      ],
      verify: [`ls -ld ${path}`],
    };
  },
};

const newerSchema: Saying = {
  anchors: ['Nix store schema is version', 'but I only support', 'uses an unsupported version'],
  line: /current Nix store schema is version (?<is>\d{1,4}),? but I only support (?<knows>\d{1,4})/,
  explain(evidence) {
    return {
      culprit: `store schema ${evidence.get('is')}`,
      facts: { schema: evidence.get('is'), supported: evidence.get('knows') },
      message: `A newer Nix has changed the form of the store's database to version ${evidence.get('is')}; the Nix that is called here knows ${evidence.get('knows')} at most.`,
      fixes: [
        shellFix(
          "Call the newer one: see which are there (that of a profile may stand before the system's).",
          'type -a nix; nix --version; /run/current-system/sw/bin/nix --version',
        ),
        advice('Or update this Nix; the database cannot be taken back.'),
      ],
      verify: ['nix --version'],
    };
  },
};

const busy: Saying = {
  anchors: ['is busy'],
  line: /error:? (?:\(ignored\): error: )?SQLite database ['"`](?<path>[^'"`]{3,300})['"`] is busy/,
  explain(evidence) {
    const path = evidence.get('path');
    const cache = path.includes('/.cache/');
    return {
      culprit: path,
      facts: { path },
      message: `Another Nix holds ${path} at the moment${cache ? '; it is only a cache, and Nix goes on without it' : ''}.`,
      fixes: [
        shellFix(
          'See which one, and let it end (an editor, direnv, an update in the background); then run the command again.',
          'pgrep -af "nix|nil|nixd|direnv"',
        ),
        ...(cache
          ? [
              shellFix(
                'If none runs: delete that cache; it is made anew.',
                'rm -r ~/.cache/nix/eval-cache-v*',
              ),
            ]
          : []),
      ],
      verify: ['pgrep -a nix'],
      confidence: evidence.line.text.includes('(ignored)') || cache ? 0.5 : 0.85,
    };
  },
};

const noStore: Saying = {
  anchors: ['Permission denied'],
  line: /error: creating directory ['"`](?<path>\/nix(?:\/store|\/var)?)['"`]: Permission denied/,
  explain(evidence) {
    const path = evidence.get('path');
    return {
      culprit: path,
      facts: { path },
      message: `There is no ${path} on this machine, and this user may not make it: the program Nix is there, and not its store (a package of the system, or an installation that did not end).`,
      fixes: [
        shellFix(
          'If Nix was never installed here as its manual says: do so (with a daemon, for all users).',
          'curl -L https://nixos.org/nix/install | sh -s -- --daemon',
          'restart',
        ),
        shellFix(
          'If one user shall have it alone: make the folder, and give it to them.',
          'sudo install -d -m 0755 -o "$(id -un)" /nix',
        ),
      ],
      verify: ['ls -ld /nix /nix/store'],
    };
  },
};

/** Nix finds its store, or what builders need, in a state that it does not work with. */
export const storeRefused = ruleOfSayings(
  {
    id: 'store/refused',
    class: 'store-refused',
    phase: 'store',
    title: 'Nix does not work with the store as it is',
    components: ['store'],
    confidence: 0.94,
    docs: [
      {
        title: 'Nix manual: environment variables',
        url: 'https://nix.dev/manual/nix/latest/command-ref/env-common',
      },
    ],
  },
  [linkThere, homeless, symlinked, newerSchema, busy, noStore],
);
