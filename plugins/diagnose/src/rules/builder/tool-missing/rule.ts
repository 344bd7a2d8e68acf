import type { Diagnosis, DiagnosisRule, Evidence } from '@nixai/api';
import { native } from '@nixai/packages';
import { packageName, serviceAttribute } from '../../shared/code.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { emptyVariable } from './emptyVariable.js';
import { noDarwinRebuild } from './noDarwinRebuild.js';
import { onOtherMachine } from './otherMachine.js';
import { buildAgain } from '../../shared/verify.js';
import { laterPackages } from './packages.js';
import { inPackage } from '../../shared/packageOwner.js';
import { inTarget, unexpanded } from './otherPath.js';

/** Packages whose programs have other names. */
const packages: Readonly<Record<string, string>> = {
  'fc-cache': 'fontconfig',
  'gtk-update-icon-cache': 'gtk3',
  'update-desktop-database': 'desktop-file-utils',
  python: 'python3',
  pip: 'python3Packages.pip',
  make: 'gnumake',
  gcc: 'stdenv.cc',
  cc: 'stdenv.cc',
  'g++': 'stdenv.cc',
  npm: 'nodejs',
  npx: 'nodejs',
  node: 'nodejs',
  rg: 'ripgrep',
  xxd: 'unixtools.xxd',
  ip: 'iproute2',
  ifconfig: 'nettools',
  ps: 'procps',
  killall: 'psmisc',
  dig: 'dnsutils',
  nslookup: 'dnsutils',
  awk: 'gawk',
  sed: 'gnused',
  which: 'which',
  'ssh-keygen': 'openssh',
  convert: 'imagemagick',
  pdflatex: 'texliveFull',
  rustc: 'rustc',
  vi: 'vim',
  gpg: 'gnupg',
  'pkg-config': 'pkg-config',
  autoreconf: 'autoconf',
  nvim: 'neovim',
  java: 'jdk',
  javac: 'jdk',
  nixos: '',
  mount: 'util-linux',
  umount: 'util-linux',
  lsblk: 'util-linux',
  blkid: 'util-linux',
  swapon: 'util-linux',
  modprobe: 'kmod',
  lsmod: 'kmod',
  insmod: 'kmod',
  ss: 'iproute2',
  ping: 'iputils',
  pkill: 'procps',
  pgrep: 'procps',
  top: 'procps',
  hexdump: 'unixtools.xxd',
  bc: 'bc',
  systemctl: 'systemd',
  journalctl: 'systemd',
  readelf: 'binutils',
  objdump: 'binutils',
  strip: 'binutils',
  ldd: 'glibc.bin',
  adb: 'android-tools',
  fastboot: 'android-tools',
  kubectl: 'kubectl',
  pg_config: 'libpq.pg_config',
  'mkfs.ext4': 'e2fsprogs',
  'mkfs.vfat': 'dosfstools',
  'mkfs.btrfs': 'btrfs-progs',
  zpool: 'zfs',
  zfs: 'zfs',
  tsc: 'typescript',
  cargo: 'cargo',
  xvfb: 'xorg.xorgserver',
  Xvfb: 'xorg.xorgserver',
  glib_compile_schemas: 'glib',
  'glib-compile-schemas': 'glib',
  'glib-compile-resources': 'glib',
  'gdbus-codegen': 'glib',
  'wayland-scanner': 'wayland-scanner',
  msgfmt: 'gettext',
  xgettext: 'gettext',
  makeinfo: 'texinfo',
  aclocal: 'automake',
  automake: 'automake',
  libtoolize: 'libtool',
  asciidoctor: 'asciidoctor',
  a2x: 'asciidoc',
  pod2man: 'perl',
  swift: 'swift',
  setfacl: 'acl',
  getfacl: 'acl',
  lspci: 'pciutils',
  lsusb: 'usbutils',
  bindgen: 'rust-bindgen',
  protoc: 'protobuf',
  ...laterPackages,
};

/** A program is called that is not in PATH: in a phase of a build, in a service, or by a person. */
export const toolMissing: DiagnosisRule = inPackage({
  id: 'build/tool-missing',
  class: 'command-not-found',
  phase: 'build',
  title: 'Program is not in PATH',
  components: ['build', 'runtime', 'packages'],
  confidence: 0.82,
  yieldsTo: ['test-failure', 'pkg-config-missing', 'remote-builder-ssh'],
  patterns: [
    {
      // A build script of Rust: the program stands in the line that says what it runs.
      anchors: ['kind: NotFound'],
      line: /(?<rust>panicked at .{0,200}Os \{ code: 2, kind: NotFound)/,
    },
    {
      anchors: ['command not found'],
      line: /(?:^|: |[\s\d]: )(?:(?:\/\S{1,200}|-?(?:ba|z|da)?sh|environment|setup): )?(?:line \d{1,6}: )?(?<tool>[\w.+@-]{1,60}): command not found$/,
    },
    {
      anchors: ['command not found: '],
      line: /^(?:\/\S{1,100}:\d{1,5}: |zsh: )?(?:zsh:\d{0,4}:? )?command not found: (?<tool>[\w.+@-]{1,60})$/,
    },
    {
      anchors: ['Unknown command'],
      line: /^fish: Unknown command:? ['"]?(?<tool>[\w.+@-]{1,60})['"]?/,
    },
    {
      anchors: ['is not currently installed', 'not in your PATH'],
      line: /The program ['"](?<tool>[\w.+@-]{1,60})['"] is (?:not in your PATH|currently not installed|not currently installed)/,
    },
    {
      // Cargo, which asks the compiler for its version first.
      anchors: ['(never executed): No such file or directory'],
      line: /could not execute process `(?<tool>[\w.+@-]{1,60})(?: [^`]{0,100})?` \(never executed\): No such file/,
    },
    {
      anchors: [' not found. Is '],
      line: /^(?:.{0,40}> )?Command '(?<tool>[\w.+-]{1,60})' not found\. Is [\w.+-]{1,60} installed\?/,
    },
    {
      anchors: [': not found', ': No such file or directory'],
      line: /^(?:\/bin\/sh|sh|bash|env|\/usr\/bin\/env): (?:\d{1,5}: |line \d{1,5}: )?['"]?(?<tool>[\w.+@-]{1,60})['"]?: (?:not found|No such file or directory)$/,
    },
    {
      // nh calls that of the system which it has built.
      anchors: ['/sw/bin/darwin-rebuild'],
      line: /env: ['"](?<without>\S{1,300}\/sw\/bin\/darwin-rebuild)['"]: No such file or directory/,
    },
    {
      anchors: ['unable to execute '],
      line: /error: unable to execute ['"`](?<tool>[\w.+-]{1,60})['"`]: No such file or directory/,
    },
  ],
  docs: [
    {
      title: 'Nixpkgs manual: specifying dependencies',
      url: 'https://nixos.org/manual/nixpkgs/stable/#ssec-stdenv-dependencies',
    },
  ],
  explain(evidence) {
    if (evidence.get('without') !== '') return noDarwinRebuild;
    const rust = evidence.get('rust') !== '';
    const tool = rust ? ranBy(evidence) : evidence.get('tool');
    if (tool === '') return undefined;
    const package_ = evidence.block.derivation;
    if (/\/profiles\/system\/sw\/bin\/\w+: line/.test(evidence.line.text)) return inTarget(tool);
    if (/^[A-Z]$/.test(tool)) return unexpanded(tool, evidence);
    const failed = evidence.all(
      /(?<unit>[\w@.-]{1,120})\.service: (?:Main process exited|Failed with result)/,
    )[0]?.groups?.['unit'];
    const unit = failed ?? evidence.line.source;
    // Those have rules of their own, which know more.
    if (
      /^(?:ssh|py\.test|pytest|nosetests|tox|ctest|prove|stestr|trial|bats|pkg-config)$/.test(tool)
    )
      return undefined;
    // A script that cleans up after its end, with no PATH any more: what ended it stands above.
    if (ofCoreutils.test(tool) && evidence.before(crashed, 4) !== undefined) return undefined;
    // `$READELF -l`, with nothing in the variable: what is called is the first argument.
    if (/^-/.test(tool)) return emptyVariable(tool, evidence);
    if (package_ !== undefined && ofNodeModules.test(tool) && scripted(evidence))
      return noNodeModules(tool, package_);
    if (tool === 'sudo' && package_ === undefined) return noSudo();
    const inSetup = /\/nix\/store\/\S{1,160}(?:\/setup|\/nix-support\/setup-hook): line \d/.test(
      evidence.line.text,
    );
    const attribute =
      packageName(
        packages[tool] ?? (ofCoreutils.test(tool) ? 'coreutils' : (native.program(tool) ?? tool)),
      ) ?? 'YOUR_PACKAGE';
    const fill =
      attribute === 'YOUR_PACKAGE'
        ? { fill: { YOUR_PACKAGE: `the package that has ${tool}` } }
        : {};
    if (/\/(?:generation\/)?activate: line \d/.test(evidence.line.text))
      return {
        culprit: `${tool} in the activation script`,
        facts: { program: tool },
        message: `A snippet of the activation script calls ${tool}, and activation scripts have a short PATH of their own.`,
        fixes: [
          nixFix(
            `Name it in full in the snippet that your configuration (home.activation, system.activationScripts) adds.`,
            `"\${pkgs.${attribute}}/bin/${tool}"`,
            fill,
          ),
        ],
        verify: ['home-manager switch -v   # or the switch that activates it'],
      };
    const elsewhere = onOtherMachine(tool, evidence);
    if (elsewhere !== undefined) return elsewhere;
    const isNix = /^(?:nix(?:-\w+)?|nixos-rebuild|home-manager|darwin-rebuild)$/.test(tool);
    const run = shellFix(
      'To run it once.',
      `nix shell nixpkgs#${attribute}   # before flakes: nix-shell -p ${attribute}`,
      fill,
    );
    const installed = nixFix(
      'To have it for good: in the system, or in home.packages of Home Manager.',
      `environment.systemPackages = [ pkgs.${attribute} ];`,
      fill,
    );
    const build = nixFix(
      'Add it to what the build runs with; for tests nativeCheckInputs.',
      `nativeBuildInputs = [ pkgs.${attribute} ];`,
      fill,
    );
    const service = nixFix(
      'Give it to the unit: a service has a PATH of its own.',
      `systemd.services.${failed === undefined ? 'YOUR_SERVICE' : serviceAttribute(failed)}.path = [ pkgs.${attribute} ];`,
      {
        risk: 'restart',
        fill: {
          ...(failed === undefined
            ? { YOUR_SERVICE: 'the unit that runs it, without .service' }
            : {}),
          ...('fill' in fill ? fill.fill : {}),
        },
      },
    );
    const profile = shellFix(
      "The shell has not read Nix' profile script: do it now, and in the shell's start file (after a macOS update it is gone from /etc/zshrc).",
      '. /nix/var/nix/profiles/default/etc/profile.d/nix-daemon.sh',
    );
    const system = shellFix(
      "It is in the folder of the running NixOS, which the shell's start files have lost from PATH; no other system has it.",
      'sudo /run/current-system/sw/bin/nixos-rebuild switch',
    );
    return {
      culprit: `${tool}${package_ === undefined ? '' : ` in the build of ${package_}`}`,
      facts: { program: tool, derivation: package_ },
      message:
        package_ === undefined
          ? `${tool} is called${failed === undefined ? '' : ` by ${failed}.service`}, and it is not in ${failed === undefined ? 'PATH' : 'the PATH of that unit'}${isNix && failed === undefined ? ": the shell does not know Nix' own folder" : ''}.`
          : `The build of ${package_} calls ${tool}, and it is not among its inputs.`,
      fixes:
        failed !== undefined && package_ === undefined
          ? [service]
          : isNix && tool !== 'home-manager' && tool !== 'darwin-rebuild' && package_ === undefined
            ? [tool === 'nixos-rebuild' ? system : profile]
            : tool === 'darwin-rebuild' && package_ === undefined
              ? [
                  shellFix(
                    'Before the first switch it is run from its flake (give it your own --flake).',
                    'sudo nix run nix-darwin/master#darwin-rebuild -- switch',
                  ),
                ]
              : tool === 'home-manager' && package_ === undefined
                ? [
                    shellFix(
                      'Before the first switch it is run from its flake (as a NixOS module it has no command of its own).',
                      'nix run home-manager/master -- switch',
                    ),
                    nixFix('Then let it install itself.', 'programs.home-manager.enable = true;'),
                  ]
                : package_ !== undefined || rust || inSetup
                  ? [build]
                  : unit !== undefined
                    ? [service, installed]
                    : [run, installed],
      verify: package_ === undefined ? [`command -v ${tool}`] : buildAgain(package_),
    };
  },
});

/** Programs that no package is called after. */
const ofCoreutils =
  /^(?:\[|basename|cat|chmod|chown|cp|cut|date|dirname|echo|env|head|id|install|ln|ls|mkdir|mktemp|mv|printf|pwd|readlink|realpath|rm|rmdir|seq|sleep|sort|stat|tail|tee|test|touch|tr|true|uname|uniq|wc|whoami)$/;

const crashed = /(?:Bus error|Segmentation fault|Killed|Aborted|Illegal instruction)\b/;

/** Programs that come with a project's own node_modules, and are run by its scripts. */
const ofNodeModules =
  /^(?:tsc|vue-tsc|vite|webpack|next|nuxt|rollup|esbuild|eslint|prettier|astro|svelte-kit|parcel|react-scripts|ng|jest|vitest|rimraf|cross-env|turbo|tsup|tsx|ts-node|husky|patch-package|node-gyp-build|electron-builder|electron-vite|tailwindcss|lerna|nx|gulp|grunt)$/;

const scripted = (evidence: Evidence): boolean =>
  (evidence.before(/^(?:yarn run|> \S{1,80}@\S{1,40} |\$ \S)|\b(?:npm|yarn|pnpm|bun) run\b/, 12) ??
    evidence.after(/npm (?:ERR!|error)|yarnpkg\.com|ELIFECYCLE|error Command failed/, 12)) !==
  undefined;

function noNodeModules(tool: string, package_: string): Diagnosis {
  return {
    culprit: `${tool} (node_modules) in the build of ${package_}`,
    facts: { program: tool, derivation: package_ },
    message: `A script of package.json runs ${tool}, which comes with the project's own dependencies: there is no node_modules in the build of ${package_}, or it has no devDependencies.`,
    fixes: [
      advice(
        'Let a builder install the dependencies before the script runs: buildNpmPackage (npmDepsHash), yarnConfigHook with yarnOfflineCache, pnpm.configHook with pnpmDeps. The tool is not to be added as a package of nixpkgs.',
      ),
      nixFix(
        'If they are installed and only the devDependencies are left out: ask for them.',
        'npmFlags = [ "--include=dev" ];',
      ),
    ],
    verify: buildAgain(package_),
  };
}

function noSudo(): Diagnosis {
  return {
    culprit: 'sudo',
    facts: { program: 'sudo' },
    message:
      'A script calls sudo, and this system has none in PATH: it is switched off (doas, run0), or the command was started without /run/wrappers/bin, where its only usable copy is.',
    fixes: [
      shellFix(
        'Run it as root from the start, in a shell that root has logged in to.',
        'su -   # then the same command; with systemd: run0 --background= bash -l',
      ),
      nixFix('Or have sudo.', 'security.sudo.enable = true;'),
    ],
    verify: ['command -v sudo'],
  };
}

/** The program that a build script said to run just before it did not find it. */
function ranBy(evidence: Evidence): string {
  const ran =
    /^\s*(?:running:?|Running:?|\+) (?:[A-Z_]+="[^"]{0,200}" ){0,12}["'`]?(?<tool>[\w.+-]{1,60})["'`]?(?:\s|$)/;
  return evidence.before(ran, 30)?.groups?.['tool'] ?? '';
}
