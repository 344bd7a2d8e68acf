import {
  shellWord,
  type Diagnosis,
  type DiagnosisFix,
  type DiagnosisRule,
  type Evidence,
} from '@nixai/api';
import { optionPath } from '../../shared/code.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { noDerivation, noSystem, ofModule } from './misplaced.js';

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
      // Nix 2.4 breaks the message into lines.
      anchors: ['does not provide attribute'],
      line: /(?:^\s*|flake )does not provide attribute (?<tried>.{1,600})/,
    },
    {
      anchors: ['cannot find flake attribute'],
      line: /cannot find flake attribute ['"`](?<flake>[^'"`\s#]{1,400})#(?<tried>[^'"`\s]{1,200})/,
    },
    {
      anchors: ['is not an attribute set', 'is not a derivation', 'does not have a'],
      line: /flake (?:output )?(?:attribute )?['"`](?<tried>[^'"`\s]{1,300})['"`] (?:is not an attribute set|is not a NixOS|does not have|(?<kind>is not a derivation))/,
    },
    {
      anchors: ['to be a derivation or path but found a set'],
      line: /expected flake output attribute ['"`](?<several>[^'"`\s]{1,300})['"`] to be a derivation or path but found a set: \{ (?<names>[^«]{1,80}?) = /,
    },
    {
      anchors: ['has no attribute', 'no output attribute'],
      line: /flake (?:['"`](?<flake>[^'"`\s]{1,400})['"`] )?has no (?:output )?attribute ['"`]?(?<tried>[^\s]{1,200})/,
    },
    {
      anchors: ['is not a valid system type'],
      line: /error: ['"`](?<system>[^'"`\s]{1,80})['"`] is not a valid system type/,
    },
    {
      anchors: ['is not an attribute set'],
      line: /error: ['"`](?<tried>(?:packages|legacyPackages|devShells|apps|checks|formatter|overlays|nixosModules|\w+Configurations)(?:\.[\w-]{1,60}){0,3})['"`] is not an attribute set/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: flake outputs',
      url: 'https://nix.dev/manual/nix/latest/command-ref/new-cli/nix3-flake-check#evaluation-checks',
    },
  ],
  explain(evidence) {
    if (evidence.get('kind') !== '') return noDerivation(evidence.get('tried'), evidence);
    if (evidence.get('system') !== '') return noSystem(evidence.get('system'));
    if (evidence.get('several') !== '') return aSet(evidence.get('several'), evidence.get('names'));
    const tried = [
      ...triedIn(evidence).matchAll(/['"`]?([\w-]+(?:\.(?:[\w+-]+|"[^"\s]{1,80}"))*)['"`]?/g),
    ]
      .map((match) =>
        (match[1] ?? '').replace(
          /^(?:packages|legacyPackages)\.[\w-]{1,40}\.(?=\w{1,30}Configurations\.)/,
          '',
        ),
      )
      .filter((path) => !['or', 'attribute', 'an', 'and'].includes(path));
    const [wanted = evidence.get('tried')] = tried;
    const names = [...new Set(tried)];
    if (
      evidence.get('flake') === '' &&
      /error: ['"`]\w+Configurations|error: ['"`](?:packages|legacyPackages|devShells|apps|checks)\b/.test(
        evidence.line.text,
      )
    )
      return notASet(wanted);
    const flake = shortFlake(
      evidence.get('flake') ||
        (evidence.before(/flake ['"`](?<flake>[^'"`\s]{1,400})['"`]\s*$/, 2)?.groups?.['flake'] ??
          ''),
    );
    return {
      culprit: wanted.replace(/\.config\.system\.build\.\w+$/, ''),
      facts: { flake: flake || undefined, tried: names.join(', ') },
      message: `The flake ${flake} has no output ${names.length > 1 ? `of these names: ${names.join(', ')}` : wanted}. The name after # is looked up in its outputs, for this system.`,
      fixes: fixesFor(wanted, flake, evidence),
      verify: [`nix flake show ${shellWord(flake === '' ? '.' : flake)}`],
    };
  },
};

function shortFlake(url: string): string {
  return url.replace(/^git\+file:\/\/|\?.{0,300}$/g, '') || '.';
}

/** nh puts the configuration behind what it was given, that has a # already: `default#nixosConfigurations.""web""`. */
const nhHost = ({ line }: Evidence): string | undefined =>
  /packages\.[\w-]{3,30}\.(?<name>[\w-]{1,64})#nixosConfigurations\.""/.exec(line.text)?.groups?.[
    'name'
  ];

function fixesFor(wanted: string, flake: string, evidence: Evidence): readonly DiagnosisFix[] {
  const reference = shellWord(flake === '' ? '.' : flake);
  const show = shellFix(
    'See which outputs it has, and name one of them after #.',
    `nix flake show ${reference}`,
  );
  const configuration =
    /^(?<kind>nixosConfigurations|homeConfigurations|darwinConfigurations)\.(?<name>"[^"]{1,80}"|[\w-]{1,80})/.exec(
      wanted,
    )?.groups;
  const named = nhHost(evidence);
  if (named !== undefined)
    return [
      shellFix(
        'nh takes the name of the configuration by -H, and the folder without #.',
        `nh os switch -H ${named} ${shellWord(flake === '' ? '.' : flake)}`,
      ),
      show,
    ];
  const made = ofModule(wanted, flake);
  if (made !== undefined) return made;
  if (configuration !== undefined) {
    const { kind = '', name = '' } = configuration;
    const tool =
      kind === 'homeConfigurations'
        ? 'home-manager'
        : kind === 'darwinConfigurations'
          ? 'darwin-rebuild'
          : 'nixos-rebuild';
    const what =
      tool === 'home-manager' ? 'the user (user, or user@host)' : 'the host name (hostname)';
    const meant = evidence.after(/Did you mean (?<is>[\w-]{1,64})\?/, 2)?.groups?.['is'];
    if (meant !== undefined && kind !== '')
      return [
        shellFix(
          `The nearest name that the flake has is ${meant}.`,
          `${tool === 'nixos-rebuild' ? 'sudo ' : ''}${tool} switch --flake ${shellWord(`${flake === '' ? '.' : flake}#${meant}`)}`,
        ),
        show,
      ];
    return [
      shellFix(
        `Name the configuration that the flake has: without a name, ${what} is taken, and there is none called ${name.replaceAll('"', '')}.`,
        `${tool === 'nixos-rebuild' ? 'sudo ' : ''}${tool} switch --flake ${shellWord(`${flake === '' ? '.' : flake}#YOUR_NAME`)}`,
        { fill: { YOUR_NAME: `a name under ${kind}: nix flake show ${reference} lists them` } },
      ),
      advice(`Or rename the output in flake.nix, so that it is ${kind}.${name}.`),
      show,
    ];
  }
  // Before 2.7 Nix asked for devShell and defaultPackage; since then for NAME.default.
  const old =
    /^(?:packages|devShells|apps|legacyPackages)\.[\w-]{3,30}\.(?:devShell|defaultPackage|defaultApp)\./.test(
      wanted,
    );
  if (old)
    return [
      shellFix(
        'This Nix is from before 2.7 and knows only the old names of the outputs (devShell, defaultPackage): use a newer one for this run, and update Nix.',
        `nix run nixpkgs#nixVersions.latest -- ${wanted.includes('.devShell.') ? 'develop' : wanted.includes('.defaultApp.') ? 'run' : 'build'}`,
      ),
      show,
    ];
  const path = optionPath(
    wanted.includes('.')
      ? wanted
      : `packages.${evidence.origin.system ?? 'x86_64-linux'}.${wanted}`,
  );
  const foreign = /^(?:github|gitlab|sourcehut|https?|git\+(?:https|ssh)|nixpkgs)\b/.test(flake);
  return [
    show,
    ...(foreign || path === undefined
      ? [
          advice(
            'If it is missing for this system, or newer than the locked revision, take another revision of that flake (nix flake update, or #… of an older one).',
          ),
        ]
      : [
          nixFix(
            'Or add the output to flake.nix; `default` is what is taken without a name.',
            `${path} = YOUR_VALUE;`,
            { fill: { YOUR_VALUE: 'the package, shell or app that it shall be' } },
          ),
        ]),
  ];
}

/** An output of a flake that ought to hold several by name, and is one value. */
function notASet(wanted: string): Diagnosis {
  const path = optionPath(wanted);
  return {
    culprit: wanted,
    message: `The output ${wanted} of the flake is no set: packages, shells and apps stand in it by name.`,
    fixes: [
      path === undefined
        ? advice(`Give what ${wanted} is a name in it, as default.`)
        : nixFix(
            'Give it a name in the set; `default` is what is taken without one.',
            `${path}.default = YOUR_VALUE;`,
            {
              fill: { YOUR_VALUE: 'what stands there now' },
            },
          ),
    ],
    verify: ['nix flake show'],
  };
}

/** An output that holds several by name, and was asked for as one. */
function aSet(path: string, first: string): Diagnosis {
  const system = /^(?:x86_64|aarch64|i686|armv7l|riscv64)-\w+$/.test(first);
  return {
    culprit: path,
    message: `The output ${path} of the flake is a set${system ? ' with one entry a system' : ''}: what is built or entered stands in it, under a name.`,
    fixes: [
      shellFix(
        `Name one of what stands in it${system ? ': the one of this system' : ''}.`,
        system
          ? `nix ${/^devShells?\b/.test(path) ? 'develop' : 'build'} ${shellWord(`.#${path}.`)}"$(nix eval --raw --impure --expr builtins.currentSystem)"`
          : `nix eval ${shellWord(`.#${path}`)} --apply builtins.attrNames`,
      ),
      ...(path === 'devShell' || path === 'defaultPackage'
        ? [
            advice(
              `If the flake is yours: \`${path}\` is the old name; call it ${path === 'devShell' ? 'devShells' : 'packages'}.<system>.default, which is found without a name.`,
            ),
          ]
        : []),
    ],
    verify: ['nix flake show'],
  };
}

/** The names that were tried; where the message is broken into lines they go on below. */
function triedIn(evidence: Evidence): string {
  const tried = evidence.get('tried');
  return /[,:]\s*$|^\s*does not/.test(evidence.line.text)
    ? [tried, ...evidence.below(2).filter((text) => /^\s*(?:or )?'/.test(text))].join(' ')
    : tried;
}
