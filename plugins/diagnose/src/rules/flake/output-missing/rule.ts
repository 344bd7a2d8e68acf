import type { DiagnosisFix, DiagnosisRule } from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';

/** A flake has no output of the name that was asked for. */
export const flakeOutputMissing: DiagnosisRule = {
  id: 'flake/output-missing',
  class: 'flake-output-missing',
  phase: 'flake',
  title: 'Flake output does not exist',
  components: ['flakes', 'evaluation'],
  confidence: 0.94,
  patterns: [
    {
      anchors: ['does not provide attribute'],
      line: /flake ['"`](?<flake>[^'"`\s]{1,400})['"`] does not provide attribute (?<tried>.{1,600})/,
    },
    {
      anchors: ['cannot find flake attribute'],
      line: /cannot find flake attribute ['"`](?<flake>[^'"`\s#]{1,400})#(?<tried>[^'"`\s]{1,200})/,
    },
    {
      anchors: ['is not an attribute set', 'is not a derivation', 'does not have a'],
      line: /flake (?:output )?(?:attribute )?['"`](?<tried>[^'"`\s]{1,300})['"`] (?:is not an attribute set|is not a derivation|is not a NixOS|does not have)/,
    },
    {
      anchors: ['has no attribute', 'no output attribute'],
      line: /flake (?:['"`](?<flake>[^'"`\s]{1,400})['"`] )?has no (?:output )?attribute ['"`]?(?<tried>[^\s]{1,200})/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: flake outputs',
      url: 'https://nix.dev/manual/nix/latest/command-ref/new-cli/nix3-flake-check#evaluation-checks',
    },
  ],
  explain(evidence) {
    const tried = [
      ...evidence.get('tried').matchAll(/['"`]?([\w-]+(?:\.(?:[\w+-]+|"[^"\s]{1,80}"))*)['"`]?/g),
    ]
      .map((match) =>
        (match[1] ?? '').replace(
          /^(?:packages|legacyPackages)\.[\w-]{1,40}\.(?=\w{1,30}Configurations\.)/,
          '',
        ),
      )
      .filter((path) => !['or', 'attribute', 'an', 'and'].includes(path));
    const [wanted = evidence.get('tried')] = tried;
    const flake = shortFlake(evidence.get('flake'));
    return {
      culprit: wanted.replace(/\.config\.system\.build\.\w+$/, ''),
      facts: { flake: flake || undefined, tried: tried.join(', ') },
      message: `The flake ${flake} has no output ${tried.length > 1 ? `of these names: ${tried.join(', ')}` : wanted}. The name after # is looked up in its outputs, for this system.`,
      fixes: fixesFor(wanted, flake),
      verify: [`nix flake show ${flake === '' ? '.' : flake}`],
    };
  },
};

function shortFlake(url: string): string {
  return url.replace(/^git\+file:\/\/|\?.{0,300}$/g, '') || '.';
}

function fixesFor(wanted: string, flake: string): DiagnosisFix[] {
  const show = shellFix('See what it has.', `nix flake show ${flake === '' ? '.' : flake}`);
  const configuration =
    /^(?<kind>nixosConfigurations|homeConfigurations|darwinConfigurations)\.(?<name>"[^"]{1,80}"|[\w-]{1,80})/.exec(
      wanted,
    )?.groups;
  if (configuration !== undefined) {
    const { kind = '', name = '' } = configuration;
    const tool =
      kind === 'homeConfigurations'
        ? 'home-manager'
        : kind === 'darwinConfigurations'
          ? 'darwin-rebuild'
          : 'nixos-rebuild';
    return [
      shellFix(
        `Name the configuration that the flake has: without one, the ${tool === 'home-manager' ? 'user' : 'host name (hostname)'} is taken.`,
        `${tool} switch --flake ${flake === '' || flake === '.' ? '/etc/nixos' : flake}#NAME`,
      ),
      nixFix('Or rename the output so that it fits.', `${kind}.${name} = …;`),
      show,
    ];
  }
  return [
    show,
    nixFix(
      'Add the output for your system; `default` is what is taken without a name.',
      `${wanted.includes('.') ? wanted : `packages.x86_64-linux.${wanted}`} = …;`,
    ),
    advice(
      "If it is somebody else's flake: the output may be of another name, or missing for this system (set system in nixosSystem), or newer than the locked revision: nix flake update.",
    ),
  ];
}
