import type { Diagnosis, DiagnosisFix, DiagnosisRule, Evidence } from '@nixai/api';
import { advice, nixFix, shellFix, onNixos, onOtherLinux } from '../../shared/fix.js';
import { buildAgain } from '../../shared/verify.js';
import { inPackage } from '../../shared/packageOwner.js';

const path = String.raw`(?<path>[^\s:'"\`]{1,300})`;

/** A program of another machine is run: by Nix as a builder, or by a build for another system. */
export const execFormat: DiagnosisRule = inPackage({
  id: 'build/exec-format',
  class: 'wrong-system',
  phase: 'build',
  title: 'Program is for another system',
  components: ['build', 'platform'],
  confidence: 0.93,
  patterns: [
    {
      anchors: ['Exec format error'],
      line: new RegExp(
        `(?:(?:executing|exec|execute|run|running|running command)\\s['"\`]?${path}|${path.replace('path', 'shown')}: cannot execute(?: binary file)?|error: (?!executing ).{0,200}|\\[Errno 8\\])['"\`]?.{0,20}Exec format error(?:: '(?<python>[^']{1,300})')?`,
      ),
    },
    {
      // Go says it in small letters.
      anchors: ['exec format error'],
      line: /fork\/exec (?<path>[^\s:'"`]{1,300}): exec format error/,
    },
    {
      // The file is there: what is not is the emulator that the kernel would start it with.
      anchors: ['error: executing '],
      line: /error: executing ['"`](?<emulated>\/nix\/store\/[0-9a-z]{32}-[^'"`]{1,200})['"`]: No such file or directory/,
    },
    {
      anchors: ['cannot execute binary file'],
      line: /(?<bare>[^\s:'"`]{1,300}): cannot execute binary file$/,
    },
  ],
  docs: [
    {
      title: 'Nixpkgs manual: cross compilation',
      url: 'https://nixos.org/manual/nixpkgs/stable/#chap-cross',
    },
  ],
  explain(evidence) {
    const program =
      evidence.get('path') ||
      evidence.get('shown') ||
      evidence.get('bare') ||
      evidence.get('python') ||
      evidence.get('emulated');
    const name = nameOf(program);
    if (/\/bin\/\.?switch-to-configuration/.test(program)) return otherMachine(program);
    // Nix starts the builder itself; the shell of a build starts all else.
    const builder =
      /while setting up the build environment|error: (?:executing|unable to execute)/.test(
        evidence.line.text,
      );
    const derivation = evidence.block.derivation;
    if (evidence.get('emulated') !== '') return noEmulator(name, derivation);
    if (/\/setup: line \d+: source: /.test(evidence.line.text))
      return fileAsInput(name, program, derivation);
    if (builder) return wrongBuilder(name, derivation, evidence);
    return inBuild(name, program, derivation);
  },
});

/** The kernel is told to emulate the system, and its emulator is not in the sandbox. */
const noEmulator = (name: string, derivation: string | undefined): Diagnosis => ({
  culprit: `${derivation ?? 'the derivation'} (builder ${name})`,
  facts: { derivation, program: name },
  message: `${name}, which shall build ${derivation ?? 'it'}, is of another system, and what the kernel would start it with (QEMU) is not there in the sandbox of the build: Nix was only told that it may build for that system.`,
  fixes: [
    nixFix(
      'On NixOS: let this machine emulate it; that gives the emulator to the sandbox, too. Switch, then build again.',
      'boot.binfmt.emulatedSystems = [ "YOUR_SYSTEM" ];',
      {
        risk: 'restart',
        fill: { YOUR_SYSTEM: 'the system that is built for: aarch64-linux' },
        holds: onNixos,
      },
    ),
    shellFix(
      'On another Linux: register a static QEMU, which the kernel keeps open (flags must show F).',
      'sudo apt-get install qemu-user-static binfmt-support; cat /proc/sys/fs/binfmt_misc/qemu-aarch64',
      { risk: 'restart', holds: onOtherLinux },
    ),
    advice(
      'Or build it where that system is at home: a remote builder (nix.buildMachines), and no extra-platforms here.',
    ),
  ],
  verify: ['cat /proc/sys/fs/binfmt_misc/*aarch64*'],
});

/** `/nix/store/…-perl-5.40-aarch64-unknown-linux-gnu/bin/perl` as `perl`. */
const nameOf = (program: string): string => program.split('/').at(-1) ?? '';

/** The builder of a derivation is of another machine, or broken. */
function wrongBuilder(name: string, derivation: string | undefined, evidence: Evidence): Diagnosis {
  const subject = derivation ?? 'the derivation';
  const here = evidence.origin.system ?? 'x86_64-linux';
  const asked = evidence.before(/--system[ =](?<is>\w{3,12}-linux)\b/, 40)?.groups?.['is'];
  const emulate =
    asked === undefined
      ? nixFix(
          'If it is meant for the other system: let this machine emulate it, or give it a remote builder.',
          'boot.binfmt.emulatedSystems = [ "YOUR_SYSTEM" ];',
          { risk: 'restart', fill: { YOUR_SYSTEM: 'the system that is built for: aarch64-linux' } },
        )
      : nixFix(
          `Let this machine emulate ${asked}, which the command asks for, and switch (in nix.conf alone, extra-platforms lets Nix try it, and nothing can run it). If it is set already: ls /proc/sys/fs/binfmt_misc shows whether it is active, and the Nix daemon has to be restarted after it.`,
          `boot.binfmt.emulatedSystems = [ "${asked}" ];`,
          'restart',
        );
  return {
    culprit: `${subject} (builder ${name})`,
    facts: { derivation, program: name },
    message: `The builder of ${subject}, ${name}, cannot run on this machine: it is of another system (a package set for another system, a Nix that was built for another one), or its file is damaged.`,
    fixes: [
      ...(asked === undefined ? [] : [emulate]),
      nixFix(
        'If it should be built for this machine, say its system where the configuration or the import of nixpkgs does: nixpkgs.hostPlatform (hardware-configuration.nix), or system in flake.nix.',
        `nixpkgs.hostPlatform = "${here}";`,
      ),
      ...(asked === undefined ? [emulate] : []),
      advice(
        'If the system is right, the file is damaged: nix-store --verify-path, and --repair-path, of the store path that is named.',
      ),
    ],
    verify: buildAgain(derivation),
  };
}

/** stdenv reads its inputs' hooks: what is a file and no folder, is taken for a script. */
function fileAsInput(name: string, path: string, derivation: string | undefined): Diagnosis {
  const input = /\/nix\/store\/[0-9a-z]{32}-(?<is>[^/]{1,200})/.exec(path)?.groups?.['is'] ?? name;
  return {
    culprit: `${input} (${name})${derivation === undefined ? '' : ` in ${derivation}`}`,
    facts: { program: name, derivation },
    message: `${input} is one file and no folder with bin and lib: among the inputs of ${derivation ?? 'the build'} it is read as a script of stdenv, and that it is not.`,
    fixes: [
      advice(
        `Take ${input.replace(/-\d.*$/, '')} out of packages, buildInputs and nativeBuildInputs, and name the file by its path where it is needed: "\${…}" in a variable or in a configuration file.`,
      ),
    ],
    verify: buildAgain(derivation),
  };
}

/** `syncthing-aarch64-unknown-linux-gnu-1.23` is built for `aarch64-linux`. */
function systemOf(derivation = ''): string | undefined {
  const processor = /-(?<is>aarch64|armv7l|riscv64|x86_64)-unknown-linux-/.exec(derivation)
    ?.groups?.['is'];
  return processor === undefined ? undefined : `${processor}-linux`;
}

/** A build for another system runs what it has just made, or a tool of that system. */
function inBuild(name: string, program: string, derivation: string | undefined): Diagnosis {
  const target = systemOf(derivation);
  const made = !program.startsWith('/nix/store/');
  const of = derivation === undefined ? '' : ` of ${derivation}`;
  const fixes: readonly DiagnosisFix[] = [
    made
      ? nixFix(
          `If the package is yours: take ${name} from the packages of the machine that builds, instead of the one just made.`,
          'nativeBuildInputs = [ pkgs.buildPackages.YOUR_PACKAGE ];',
          { fill: { YOUR_PACKAGE: `the package that has ${name}: often this one itself` } },
        )
      : nixFix(
          `If the package is yours: what is run in a build belongs into nativeBuildInputs (a library into buildInputs).`,
          'nativeBuildInputs = [ pkgs.YOUR_PACKAGE ];',
          { fill: { YOUR_PACKAGE: `the package that has ${name}` } },
        ),
    shellFix(
      'If it is of nixpkgs, which does not cross compile it: build it by emulation, or on a machine of that system.',
      `nix build --system ${target ?? 'aarch64-linux'} nixpkgs#YOUR_PACKAGE`,
      { fill: { YOUR_PACKAGE: 'the package' } },
    ),
    nixFix(
      'Or let this machine run programs of that system (NixOS), and build without cross compilation.',
      `boot.binfmt.emulatedSystems = [ "${target ?? 'YOUR_SYSTEM'}" ];`,
      target === undefined
        ? { risk: 'restart', fill: { YOUR_SYSTEM: 'the system that is built for: aarch64-linux' } }
        : 'restart',
    ),
  ];
  return {
    culprit: `${name === '' ? 'a program' : name}${derivation === undefined ? '' : ` in ${derivation}`}`,
    facts: { program, derivation },
    message: `The build${of} runs ${name === '' ? 'a program' : name}, which is for the system that is built for, and not for the machine that builds: it is cross compiled, and its build takes ${made ? 'what it has just made' : 'a tool'} for one of its own.`,
    fixes,
    verify: buildAgain(derivation),
  };
}

/** A whole system that was built for another processor than that of the machine it is activated on. */
const otherMachine = (program: string): Diagnosis => ({
  culprit: program.replace(/^\/nix\/store\/[0-9a-z]{32}-/, ''),
  facts: { program },
  message:
    'The system was built for another architecture than the machine that it is activated on: nothing of it can run there.',
  fixes: [
    nixFix(
      "Say the machine's own system in its configuration (uname -m on it tells), and build again.",
      'nixpkgs.hostPlatform = "YOUR_SYSTEM";',
      { fill: { YOUR_SYSTEM: 'x86_64-linux or aarch64-linux: what the target machine is' } },
    ),
  ],
  verify: ['uname -m   # on the target'],
});
