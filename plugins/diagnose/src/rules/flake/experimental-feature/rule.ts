import {
  shellWord,
  type Diagnosis,
  type DiagnosisFix,
  type DiagnosisRule,
  type Evidence,
  type LogTool,
} from '@nixai/api';
import { nixString } from '../../shared/code.js';
import { nixFix, shellFix } from '../../shared/fix.js';

/** `nix` commands and flakes have to be switched on. */
export const experimentalFeature: DiagnosisRule = {
  id: 'flake/experimental-feature',
  class: 'experimental-feature-disabled',
  phase: 'flake',
  title: 'Experimental feature is switched off',
  components: ['flakes', 'nix'],
  confidence: 0.97,
  patterns: [
    {
      anchors: ['xperimental'],
      line: /experimental (?:Nix |Lix )?feature ['"`]?(?<feature>[\w-]{3,40})['"`]? is (?:disabled|not enabled)/i,
    },
    {
      anchors: ['is not a recognised command'],
      line: /['"`](?<command>build|bundle|config|copy|daemon|derivation|develop|doctor|edit|eval|flake|fmt|hash|key|log|nar|path-info|print-dev-env|profile|registry|repl|run|search|shell|store|why-depends)['"`] is not a recognised command/,
    },
  ],
  docs: [{ title: 'NixOS wiki: flakes', url: 'https://wiki.nixos.org/wiki/Flakes#Setup' }],
  explain(evidence) {
    const feature = evidence.get('feature') || 'nix-command';
    const both = feature === 'nix-command' || feature === 'flakes';
    const features = both ? 'nix-command flakes' : feature;
    const old = /\/[0-9a-z]{32}-nix-(?<is>[12]\.[0-3](?:\.\d{1,2})?)\/bin\/nix\b/.exec(
      evidence.below(1)[0] ?? '',
    )?.groups?.['is'];
    if (old !== undefined && evidence.get('command') !== '')
      return tooOld(evidence.get('command'), old, evidence);
    return {
      culprit: feature,
      facts: { feature },
      message: `The feature ${feature} is experimental and switched off in this Nix${both ? '; nix-command and flakes are needed together' : ''}.`,
      fixes: fixesFor(features, evidence),
      verify: ['nix show-config | grep experimental-features   # newer: nix config show'],
    };
  },
};

/** Nix before 2.4 has no flakes, whatever is switched on. */
const tooOld = (command: string, version: string, { context }: Evidence): Diagnosis => ({
  culprit: `nix ${command} (Nix ${version})`,
  facts: { command, version },
  message: `The nix that is called is ${version}, which has no nix ${command}: flakes came with Nix 2.4, and no setting brings them into this one.`,
  fixes: [
    context.platform === 'nixos'
      ? nixFix('Take a newer Nix: that of your release of NixOS.', 'nix.package = pkgs.nix;')
      : shellFix(
          'Take a newer Nix. If the machine has one, this shell finds the old one first: see which.',
          'type -a nix; nix-env -f https://github.com/NixOS/nixpkgs/archive/nixos-unstable.tar.gz -iA nix',
        ),
  ],
  verify: ['nix --version'],
});

/** The command that was run, with the features switched on for it alone. */
function once(features: string, { context: { tool } }: Evidence): string {
  const commands: Partial<Record<LogTool, string>> = {
    'nixos-rebuild': 'sudo nixos-rebuild switch',
    'nixos-install': 'sudo nixos-install',
    'home-manager': 'home-manager switch',
    'darwin-rebuild': 'darwin-rebuild switch',
  };
  const command = tool === undefined ? undefined : commands[tool];
  return command === undefined
    ? `export NIX_CONFIG="extra-experimental-features = ${features}"`
    : command.startsWith('sudo ')
      ? `sudo NIX_CONFIG="experimental-features = ${features}" ${command.slice(5)}`
      : `NIX_CONFIG="experimental-features = ${features}" ${command}`;
}

/** A tool that is run from its flake, before anything is configured: sudo passes no variable on. */
function firstRun(features: string, evidence: Evidence): DiagnosisFix | undefined {
  const called = evidence.before(
    /(?<sudo>sudo )?nix run (?<what>[\w./:#+-]{3,160})(?<rest>(?: [\w./:#=@+-]{1,120}){0,12})$/,
    6,
  )?.groups;
  return called === undefined
    ? undefined
    : shellFix(
        'Switch them on for this run; what it installs can set them for good.',
        `${called['sudo'] ?? ''}nix --extra-experimental-features '${features}' run ${shellWord(called['what'] ?? '')}${called['rest'] ?? ''}`,
      );
}

function fixesFor(features: string, evidence: Evidence): readonly DiagnosisFix[] {
  const { tool, platform, ci } = evidence.context;
  const run = shellFix(
    tool === 'nixos-install'
      ? 'For this installation: the installer reads no configuration for itself. Give it your own options (--flake …) again.'
      : 'For one run, before it is configured (give the command its own options again).',
    once(features, evidence),
  );
  const configured = nixFix(
    `In the configuration ${tool === 'home-manager' ? 'of Home Manager (with nix.package set)' : 'of the system'}, for good.`,
    `nix.settings.experimental-features = [ ${features
      .split(' ')
      .map((name) => nixString(name))
      .join(' ')} ];`,
  );
  const file = shellFix(
    'For your user, where no configuration manages Nix: a line in nix.conf.',
    `mkdir -p ~/.config/nix && echo "extra-experimental-features = ${features}" >> ~/.config/nix/nix.conf`,
  );
  const first = firstRun(features, evidence);
  if (first !== undefined) return [first, file, configured];
  if (tool === 'nixos-install') return [run, configured];
  if (ci) return [run, file];
  // What switches the features on cannot be built before they are on.
  if (tool === 'nixos-rebuild' || tool === 'darwin-rebuild' || platform === 'nixos')
    return [configured, run, file];
  if (tool === 'home-manager') return [file, run, configured];
  return [file, run, configured];
}
