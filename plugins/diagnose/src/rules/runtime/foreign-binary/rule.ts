import {
  shellWord,
  type Diagnosis,
  type DiagnosisFix,
  type DiagnosisRule,
  type Evidence,
} from '@nixai/api';
import { advice, nixFix, shellFix, onNixos } from '../../shared/fix.js';
import { newestOf } from '../../shared/owner.js';

export const foreignBinary: DiagnosisRule = {
  id: 'runtime/foreign-binary',
  class: 'foreign-dynamic-binary',
  phase: 'runtime',
  title: 'Program was made for another Linux',
  components: ['runtime', 'packages'],
  confidence: 0.95,
  patterns: [
    {
      anchors: [
        'Could not start dynamically linked executable',
        'NixOS cannot run dynamically linked',
      ],
      line: /Could not start dynamically linked executable: (?<binary>\S{1,300})|NixOS cannot run dynamically linked executables/,
    },
    {
      anchors: ['have not configured NIX_LD'],
      line: /trying to run an unpatched binary on nixos, but you have not configured (?<unset>NIX_LD)/,
    },
    { anchors: ['stub-ld'], line: /nix\.dev\/permalink\/stub-ld|stub-ld: (?<binary>\S{1,300})/ },
    {
      anchors: ['required file not found', 'cannot execute: required'],
      line: /(?<binary>[^\s:'"]{1,300})['"]?: cannot execute: required file not found/,
    },
    {
      anchors: ['ld-linux'],
      line: /(?:(?<binary>\S{1,300}): )?\/lib(?:64)?\/ld-linux[\w.-]{0,40}(?:: | )(?:bad ELF interpreter|No such file|cannot open)/,
    },
  ],
  docs: [{ title: 'nix.dev: stub-ld', url: 'https://nix.dev/permalink/stub-ld' }],
  explain(evidence) {
    const near =
      /Could not start dynamically linked executable: (?<binary>\S{1,300})|(?<spawn>(?:\.{0,2}\/)?[\w./@-]{2,200}) exited with code 127|spawn (?<other>\S{2,200}) ENOENT/;
    const found = (evidence.before(near, 6) ?? evidence.after(near, 8))?.groups;
    const binary =
      evidence.get('binary') ||
      found?.['binary'] ||
      found?.['spawn'] ||
      found?.['other'] ||
      'a program';
    if (evidence.get('unset') !== '') return noVariable(evidence);
    // One log line says it, the next ones explain; one finding is enough.
    if (
      evidence.get('binary') === '' &&
      evidence.before(/Could not start dynamically linked executable: \S/, 6) !== undefined
    )
      return undefined;
    const inStore = binary.startsWith('/nix/store/');
    // A script of the store that a builder runs: its interpreter is not of the machine that builds.
    if (
      inStore &&
      !/\/bin\//.test(binary) &&
      /required file not found/.test(evidence.line.text) &&
      evidence.block.derivation !== undefined
    )
      return undefined;
    return {
      culprit: binary,
      facts: { binary },
      message: `${binary} is a binary for generic Linux: it asks for the loader /lib64/ld-linux-x86-64.so.2, where NixOS has only a stub that says so (exit code 127).`,
      fixes: [
        ...(inStore || nur(evidence) ? ofItsPackage(binary, evidence) : []),
        nixFix(
          inStore || nur(evidence)
            ? 'If you cannot wait for that: give such programs a loader and common libraries (nix-ld), then log in again.'
            : 'Give such programs a loader and common libraries (nix-ld), then log in again.',
          'programs.nix-ld.enable = true;\nprograms.nix-ld.libraries = [ pkgs.stdenv.cc.cc pkgs.zlib pkgs.openssl ];',
          { risk: 'restart', holds: onNixos },
        ),
        shellFix(
          'Or run it in an FHS environment, once.',
          `nix-shell -p steam-run --run ${shellWord(`steam-run ${binary === 'a program' ? 'YOUR_PROGRAM' : shellWord(binary)}`)}`,
          binary === 'a program' ? { fill: { YOUR_PROGRAM: 'the program' } } : {},
        ),
        nixFix(
          inStore
            ? 'In the package: have the binaries patched when it is installed.'
            : 'Or package it, and let autoPatchelfHook set the loader.',
          'nativeBuildInputs = [ pkgs.autoPatchelfHook ];\nbuildInputs = [ pkgs.stdenv.cc.cc.lib ];',
        ),
        advice(
          'Or use the package of nixpkgs instead of the downloaded program (npm, pip, cargo and editors download such binaries).',
        ),
      ],
      verify: [binary === 'a program' ? 'ls -l /lib64' : `${shellWord(binary)} --version`],
    };
  },
};

/** Packages of a user repository are put together from downloads. */
const nur = (evidence: Evidence): boolean =>
  evidence.all(/pkgs\.nur\.repos\.|\bnur\.repos\.|\(from NUR\)/)[0] !== undefined;

/** A package ought to have its binaries patched: that is for whoever made it. */
function ofItsPackage(binary: string, { context }: Evidence): readonly DiagnosisFix[] {
  const name =
    /^\/nix\/store\/[0-9a-z]{32}-(?<is>[^/]{1,200})/.exec(binary)?.groups?.['is'] ?? binary;
  const reference = context.target?.kind === 'flake' ? context.target.reference : undefined;
  return [
    reference === undefined
      ? shellFix(
          `If ${name} is a package that somebody else made: its binaries are not patched, which is for them to mend. Update what it comes from (an input, NUR), or go back to the revision that worked, and tell them.`,
          'nix flake update',
        )
      : newestOf(reference, `${name} is not patched for NixOS by`),
  ];
}

/** nix-ld is there, and the shell or unit that starts the program has not its variables. */
const noVariable = ({ before }: Evidence): Diagnosis => {
  const unit = before(/\.service\b/, 6) !== undefined;
  return {
    culprit: 'NIX_LD',
    message:
      'nix-ld is installed, and what starts the program has not its variables NIX_LD and NIX_LD_LIBRARY_PATH: a session that is older than the switch, a unit, or a shell that clears its environment (nix develop -i, sudo).',
    fixes: [
      ...(unit
        ? []
        : [
            nixFix(
              'Let the module set them, then log out and in again.',
              'programs.nix-ld.enable = true;',
              { risk: 'restart', holds: onNixos },
            ),
          ]),
      nixFix(
        'Of a unit: give it the variables (they are fixed paths).',
        'systemd.services.YOUR_UNIT.environment = {\n  NIX_LD = "/run/current-system/sw/share/nix-ld/lib/ld.so";\n  NIX_LD_LIBRARY_PATH = "/run/current-system/sw/share/nix-ld/lib";\n};',
        { risk: 'restart', fill: { YOUR_UNIT: 'the name of the service' } },
      ),
    ],
    verify: ['env | grep NIX_LD'],
  };
};
