import { shellWord, type DiagnosisFix, type DiagnosisRule, type Evidence } from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';

/** A store path is wanted that no cache has and nothing here can build. */
export const noSubstitute: DiagnosisRule = {
  id: 'store/no-substitute',
  class: 'path-not-available',
  phase: 'store',
  title: 'Store path can be neither fetched nor built',
  components: ['store', 'fetch'],
  confidence: 0.9,
  yieldsTo: ['nix-crash', 'missing-signature', 'dns-failure', 'connection-failed', 'disk-full'],
  patterns: [
    {
      anchors: ['there is no substituter that can build it', 'no substituter that can'],
      line: /path ['"`](?<path>\/nix\/store\/[^'"`\s]{34,260})['"`] is required, but (?:there is no substituter that can build it|it.{1,80})/,
    },
    {
      anchors: ['know how to build these paths', 'how to build path'],
      line: /don't know how to build (?:these paths|path)(?:(?: ['"`]|:?(?:\\n|\s){1,6})(?<path>\/nix\/store\/[^'"`\s\\]{34,260}))?/,
    },
    {
      anchors: ['is not valid', 'is not in the Nix store'],
      line: /error: path ['"`](?<path>\/nix\/store\/[^'"`\s]{34,260})['"`] is not (?:valid|in the Nix store)/,
    },
    {
      anchors: ['could not be realised'],
      line: /some references of path ['"`](?<path>\/nix\/store\/[^'"`]{34,260})['"`] could not be realised/,
    },
    {
      anchors: ['build input /nix/store/'],
      line: /build input (?<path>\/nix\/store\/[0-9a-z]{32}-[^\s'"`]{1,200}) does not exist/,
    },
    {
      anchors: ['opening file '],
      line: /opening file ['"`](?<path>\/nix\/store\/[0-9a-z]{32}-(?<gone>[^'"`/\s]{1,200}\.drv))['"`]: No such file/,
    },
    {
      anchors: ['getting status of ', 'getting attributes of path'],
      line: /getting (?:status of|attributes of path) ['"`](?<path>\/nix\/store\/[0-9a-z]{32}-(?<gone>[^'"`/\s]{1,200}))['"`]: No such file/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: substituters',
      url: 'https://nix.dev/manual/nix/latest/command-ref/conf-file#conf-substituters',
    },
  ],
  explain(evidence) {
    const path =
      evidence.get('path') ||
      (evidence.after(/(?<path>\/nix\/store\/[0-9a-z]{32}-[^\s'"`]{1,200})/, 3)?.groups?.['path'] ??
        '');
    const name = path.replace(/^\/nix\/store\//, '');
    if (path === '') return undefined;
    return {
      culprit: path,
      facts: { path },
      message: `${name} is wanted, this store does not have it, and no cache that is asked does: it was deleted while something still named it (an evaluation cache, a result link, a lock), or the cache dropped it.`,
      fixes: [
        ...(/-(?:nixos|darwin)-system-|-home-manager-generation$/.test(path) &&
        evidence.before(/--dry-run\b|\bdry-build\b/, 60) !== undefined
          ? [
              shellFix(
                'It is the system itself, which a dry run does not build, and which this tool asks the store for all the same: build it instead of --dry-run.',
                `${evidence.context.platform === 'darwin' ? 'darwin' : 'nixos'}-rebuild build   # with your own --flake`,
              ),
            ]
          : []),
        ...ofAnothersFlake(evidence),
        ...(/-modules-shrunk(?:\/lib)?$/.test(path) ? ofInitrd : []),
        ...(collecting(evidence) || isRegistered(evidence) ? [compared] : []),
        ...(evidence.get('gone') === '' || collecting(evidence)
          ? []
          : [
              shellFix(
                evidence.context.target?.kind === 'flake'
                  ? "If it worked before on this machine: forget what Nix' caches say of inputs and evaluations (they are made again)."
                  : "Have it fetched anew: forget what Nix' caches say of inputs and evaluations (they are made again).",
                'rm -rf ~/.cache/nix',
              ),
            ]),
        shellFix(
          'Evaluate anew, so that nothing old is named (give your own command the same option), and let Nix build what no cache has.',
          'nix build --option eval-cache false --option fallback true',
        ),
        shellFix(
          'Have the store and its database compared, if it stays.',
          'sudo nix-store --verify --repair',
        ),
        advice(
          'If a mirror or a cache of your own should have it, copy it there again (nix copy --to …).',
        ),
      ],
      verify: [`nix path-info ${/^\/nix\/store\/[\w.+?=-]+$/.test(path) ? path : './result'}`],
    };
  },
};

/** Nix takes an input for valid, and its builder does not see it: the database has what the disk has not. */
const isRegistered = ({ line }: Evidence): boolean => /build input \/nix/.test(line.text);

/** Garbage is collected by the database: it has a path that the disk has not. */
const collecting = (evidence: Evidence): boolean =>
  evidence.before(
    /nix-collect-garbage|nix-store --(?:gc|delete|optimi[sz]e)|nix store (?:gc|delete|optimise)|^deleting garbage|^finding garbage collector roots/,
    40,
  ) !== undefined;

const compared = shellFix(
  'Have the store compared with its database (it reads every file): what is only in the database is taken out of it, or fetched again.',
  'sudo nix-store --verify --check-contents --repair',
);

/** A flake that names a path of its author's store can be mended by nobody else. */
function ofAnothersFlake({ context }: Evidence): readonly DiagnosisFix[] {
  const reference = context.target?.kind === 'flake' ? context.target.reference : undefined;
  if (reference === undefined) return [];
  const flake = reference.replace(/#.*$/, '');
  return [
    shellFix(
      `If it is the same with another revision of ${flake} and on another machine: the flake names a path that only its author's store has. Take a revision that builds, and tell them.`,
      `nix flake metadata --refresh ${shellWord(flake)}   # then the same command again`,
    ),
  ];
}

/** The kernel modules of the initrd, whose build failed in a way that this Nix does not tell. */
const ofInitrd: readonly DiagnosisFix[] = [
  nixFix(
    'If boot.kernelPackages takes the newest kernel: take the default one, whose modules this release of NixOS knows.',
    'boot.kernelPackages = pkgs.linuxPackages;',
    'restart',
  ),
  shellFix(
    'If it takes the default kernel: this Nix is too old to build it (nix --version), so do it with a newer one.',
    'nix shell nixpkgs#nixVersions.latest -c nix build',
  ),
];
