import type { DiagnosisRule } from '@nixai/api';
import { advice, nixFix, shellFix } from '../fix.js';

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
    // One log line says it, the next ones explain; one finding is enough.
    if (
      evidence.get('binary') === '' &&
      evidence.before(/Could not start dynamically linked executable: \S/, 6) !== undefined
    )
      return undefined;
    const inStore = binary.startsWith('/nix/store/');
    return {
      culprit: binary,
      facts: { binary },
      message: `${binary} is a binary for generic Linux: it asks for the loader /lib64/ld-linux-x86-64.so.2, where NixOS has only a stub that says so (exit code 127).`,
      fixes: [
        nixFix(
          'Give such programs a loader and common libraries (nix-ld).',
          'programs.nix-ld.enable = true;\nprograms.nix-ld.libraries = with pkgs; [ stdenv.cc.cc zlib openssl ];',
          'restart',
        ),
        shellFix(
          'Or run it in an FHS environment, once.',
          `nix-shell -p steam-run --run 'steam-run ${binary.replaceAll("'", '')}'   # in a package: buildFHSEnv`,
        ),
        nixFix(
          inStore
            ? 'In the package: patch it after installing (postFixup; patchelf).'
            : 'Or package it, and let autoPatchelfHook (patchelf) set the loader.',
          'nativeBuildInputs = [ autoPatchelfHook ];\nbuildInputs = [ stdenv.cc.cc.lib ];',
        ),
        advice(
          'Or use the package of nixpkgs instead of the downloaded program (npm, pip and editors download such binaries).',
        ),
      ],
      verify: [`${binary} --version`],
    };
  },
};

export const glibcMismatch: DiagnosisRule = {
  id: 'runtime/glibc',
  class: 'glibc-version-mismatch',
  phase: 'runtime',
  title: 'Libraries of two glibc versions in one process',
  components: ['runtime'],
  confidence: 0.95,
  patterns: [
    {
      anchors: ['GLIBC_', 'GLIBCXX_', 'CXXABI_'],
      line: /(?<loaded>\/[^\s:'"]{1,300}):? version [`'"]?(?<version>(?:GLIBC|GLIBCXX|CXXABI)_[\w.]{1,20})['"`]? not (?:defined|found)(?:.{0,20}\(required by (?<by>[^)]{1,300})\))?/,
    },
    {
      anchors: ['symbol lookup error'],
      line: /symbol lookup error: (?<by>\/[^\s:]{1,300}): undefined symbol: (?<symbol>[\w@.]{1,100}),? version (?<version>GLIBC\w{0,3}_[\w.]{1,20})/,
    },
  ],
  docs: [
    {
      title: 'NixOS wiki: glibc and LD_LIBRARY_PATH',
      url: 'https://wiki.nixos.org/wiki/Packaging/Binaries',
    },
  ],
  explain(evidence) {
    const loaded = evidence.get('loaded').replace(/^.*: /, '');
    const by = evidence.get('by');
    const version = evidence.get('version');
    const name = (path: string): string => path.replace(/^\/nix\/store\/[0-9a-z]{32}-/, '');
    const preload = evidence.all(/LD_PRELOAD/)[0] !== undefined;
    return {
      culprit: `${by === '' ? loaded : name(by)} needs ${version}, gets ${name(loaded) || 'an older glibc'} (LD_LIBRARY_PATH)`,
      facts: { library: loaded || undefined, requiredBy: by || undefined, version },
      message: `${by === '' ? 'A library' : name(by)} needs ${version}, and the process has loaded ${name(loaded) || 'a glibc'} of another generation: LD_LIBRARY_PATH${preload ? ' or LD_PRELOAD' : ' (or LD_PRELOAD)'} brings libraries of one nixpkgs (or of the host system) into a program of another.`,
      fixes: [
        shellFix(
          'Take the variables out of the environment, and see which shell or service sets them; do not export LD_LIBRARY_PATH globally.',
          `env -u LD_LIBRARY_PATH -u LD_PRELOAD PROGRAM; grep -rn LD_LIBRARY_PATH ~/.bashrc ~/.zshrc ~/.profile .envrc shell.nix flake.nix`,
        ),
        advice(
          'Take the program and all its libraries from one nixpkgs revision (one input, with follows); after an update leave and enter the shell again. Do not mix libraries of the host and of Nix.',
        ),
        nixFix(
          'For graphics drivers of another distribution use a wrapper instead of the variable.',
          'nixGL   # nix run github:nix-community/nixGL -- PROGRAM',
        ),
        shellFix(
          'If a binary was compiled against the newer one (a wheel, node_modules, target/), build it again in this environment.',
          'rm -rf .venv node_modules target',
        ),
      ],
      verify: ['env | grep -E "^LD_"', `ldd ${by === '' ? '$(command -v PROGRAM)' : by} | head`],
    };
  },
};

const providers: Readonly<Record<string, string>> = {
  'libstdc++.so.6': 'stdenv.cc.cc.lib',
  'libgcc_s.so.1': 'stdenv.cc.cc.lib',
  'libgomp.so.1': 'stdenv.cc.cc.lib',
  'libz.so.1': 'zlib',
  'libGL.so.1': 'libGL',
  'libEGL.so.1': 'libGL',
  'libgthread-2.0.so.0': 'glib',
  'libglib-2.0.so.0': 'glib',
  'libgobject-2.0.so.0': 'glib',
  'libX11.so.6': 'xorg.libX11',
  'libxcb.so.1': 'xorg.libxcb',
  'libSM.so.6': 'xorg.libSM',
  'libICE.so.6': 'xorg.libICE',
  'libXext.so.6': 'xorg.libXext',
  'libXrender.so.1': 'xorg.libXrender',
  'libxkbcommon.so.0': 'libxkbcommon',
  'libwayland-client.so.0': 'wayland',
  'libasound.so.2': 'alsa-lib',
  'libpulse.so.0': 'libpulseaudio',
  'libdbus-1.so.3': 'dbus',
  'libnss3.so': 'nss',
  'libnspr4.so': 'nspr',
  'libatk-1.0.so.0': 'atk',
  'libgtk-3.so.0': 'gtk3',
  'libssl.so.3': 'openssl',
  'libcrypto.so.3': 'openssl',
  'libssl.so.1.1': 'openssl_1_1',
  'libpq.so.5': 'libpq',
  'libffi.so.8': 'libffi',
  'libudev.so.1': 'udev',
  'libvulkan.so.1': 'vulkan-loader',
  'libcuda.so.1': 'linuxPackages.nvidia_x11',
  'libfuse.so.2': 'fuse',
  'libxml2.so.2': 'libxml2',
  'libexpat.so.1': 'expat',
  'libbz2.so.1': 'bzip2',
  'libsqlite3.so.0': 'sqlite',
  'libcurl.so.4': 'curl',
  'libzmq.so.5': 'zeromq',
  'libusb-1.0.so.0': 'libusb1',
  'libgbm.so.1': 'mesa',
  'libcups.so.2': 'cups',
};

export const sharedLibrary: DiagnosisRule = {
  id: 'runtime/shared-library',
  class: 'shared-lib-missing',
  phase: 'runtime',
  title: 'Shared library is not found',
  components: ['runtime', 'python'],
  confidence: 0.94,
  patterns: [
    {
      anchors: ['cannot open shared object file'],
      line: /(?:(?<program>[^\s:]{1,300}): )?(?:error while loading shared libraries: )?['"]?(?<library>[\w.+/-]{1,200}\.so(?:\.[\d.]{1,20})?)['"]?: cannot open shared object file/,
    },
    {
      anchors: ['Library not loaded:', 'image not found'],
      line: /Library not loaded: (?<library>\S{1,300})/,
    },
    {
      anchors: ['load library', 'Failed to load '],
      line: /(?:[Uu]nable to|[Ff]ailed to|[Cc]annot|could not|couldn't) load (?:shared |native |dynamic )?(?:library|module) ['"`]?(?<library>lib[\w.+-]{1,100}\.(?:so|dylib)(?:\.[\d.]{1,20})?)/,
    },
  ],
  docs: [
    {
      title: 'NixOS wiki: Python, native libraries',
      url: 'https://wiki.nixos.org/wiki/Python#Running_Python_packages_which_requires_compilation_and/or_contains_libraries_precompiled_without_nix',
    },
  ],
  explain(evidence) {
    const library = evidence.get('library').replace(/^.*\//, '');
    const python = /File ['"][^'"]{0,300}(?:site-packages|dist-packages)\/(?<module>[\w-]{1,60})/;
    const imported = (
      evidence.before(/Original error was|(?:^|\s)(?:import|from) (?<module>\w{2,60})/, 30) ??
      evidence.before(python, 40)
    )?.groups?.['module'];
    const module =
      evidence.before(python, 60)?.groups?.['module'] ??
      imported ??
      evidence.after(/from (?<module>numpy|torch|grpc|pandas|cv2|tensorflow|scipy)/, 30)?.groups?.[
        'module'
      ];
    const program = evidence.get('program').replace(/^.*\//, '');
    const importer =
      module ?? (/^(?:ImportError|OSError|error|E|Error)?$/.test(program) ? undefined : program);
    const attribute =
      providers[library] ?? (library.replace(/^lib/, '').replace(/\.so.*$/, '') || library);
    return {
      culprit: `${library}${importer === undefined ? '' : ` for ${importer}`}`,
      facts: { library, importer },
      message: `${importer ?? 'A program'} needs ${library}, and the loader does not find it: binaries from outside of Nix (wheels, downloads) look in /usr/lib, which NixOS does not have.`,
      fixes: [
        nixFix(
          'In the shell: make the library visible to what runs there (only there).',
          `mkShell { LD_LIBRARY_PATH = pkgs.lib.makeLibraryPath [ pkgs.${attribute} ]; }`,
        ),
        nixFix(
          'For every program of that kind: nix-ld.',
          `programs.nix-ld = { enable = true; libraries = [ pkgs.${attribute} ]; };`,
          'restart',
        ),
        ...(module === undefined
          ? []
          : [
              nixFix(
                'Or take the Python package from nixpkgs, which is linked rightly.',
                `python3.withPackages (ps: [ ps.${module} ])`,
              ),
            ]),
        nixFix(
          'In a package: autoPatchelfHook with the library (gcc: stdenv.cc.cc.lib) in buildInputs.',
          `nativeBuildInputs = [ autoPatchelfHook ];\nbuildInputs = [ pkgs.${attribute} ];`,
        ),
      ],
      verify: [`ldd BINARY | grep "not found"`],
    };
  },
};

export const driverMismatch: DiagnosisRule = {
  id: 'runtime/driver-mismatch',
  class: 'driver-version-mismatch',
  phase: 'runtime',
  title: 'Driver library and kernel module differ',
  components: ['graphics', 'kernel', 'runtime'],
  confidence: 0.95,
  patterns: [
    {
      anchors: [
        'Driver/library version mismatch',
        'API mismatch',
        'NVML library version',
        'unsupported display driver',
        'driver/library version mismatch',
      ],
      line: /nvml error: driver\/library version mismatch|Failed to initialize NVML: Driver\/library version mismatch|NVRM: API mismatch: (?:the client has the version|.{0,60}version) (?<client>[\d.]{3,20})|NVML library version: (?<library>[\d.]{3,20})|system has unsupported display driver/,
    },
  ],
  docs: [{ title: 'NixOS wiki: NVIDIA', url: 'https://wiki.nixos.org/wiki/NVIDIA' }],
  explain(evidence) {
    const versions = [
      ...new Set([
        evidence.get('client') || evidence.get('library'),
        ...evidence
          .all(
            /(?:version|nvidia-x11-|NVML library version:|module.{0,30}) ?(?<is>\d{3}\.\d{1,3}(?:\.\d{1,3})?)(?:.{0,200}module has the version (?<module>\d{3}\.[\d.]{1,8}\d))?/i,
          )
          .flatMap(({ groups }) => [groups?.['is'] ?? '', groups?.['module'] ?? '']),
      ]),
    ].filter((one) => one !== '');
    if (evidence.get('library') !== '' && evidence.before(/version mismatch/, 4) !== undefined)
      return undefined;
    const profile =
      evidence.all(/\.nix-profile|profiles\/default|nix-env|per-user/)[0] !== undefined;
    return {
      culprit:
        versions.length === 0
          ? 'nvidia driver and kernel module'
          : `nvidia ${versions.slice(0, 3).join(' vs ')}`,
      facts: { versions: versions.join(', ') || undefined },
      message: `The NVIDIA library of the program${versions[0] === undefined ? '' : ` (${versions.join(' and ')})`} and the loaded kernel module are of different versions: the system was switched without a reboot, or an old driver package is installed in a profile${profile ? ' (nix-env)' : ''}.`,
      fixes: [
        shellFix(
          'Reboot, so that kernel module and libraries are of one generation.',
          'sudo reboot',
          'restart',
        ),
        shellFix(
          'If it stays: remove the driver that was installed by hand in a profile (nix-env).',
          'nix-env -q | grep -i nvidia; nix-env --uninstall nvidia-x11; nix profile list   # uninstall or remove it there',
        ),
        nixFix(
          'Take programs that carry driver libraries from the same nixpkgs as the system.',
          'hardware.nvidia.package = config.boot.kernelPackages.nvidiaPackages.stable;',
          'restart',
        ),
      ],
      verify: ['cat /proc/driver/nvidia/version', 'nvidia-smi'],
    };
  },
};
