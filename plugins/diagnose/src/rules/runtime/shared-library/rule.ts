import { shellWord, type DiagnosisFix, type DiagnosisRule, type Evidence } from '@nixai/api';
import { packageName } from '../../shared/code.js';
import { nixFix, shellFix, onNixos } from '../../shared/fix.js';
import { isNix, ofSystem } from './ofSystem.js';
import { packageOfLibrary } from '../../shared/sonames.js';

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
      line: /(?:(?<program>[^\s:]{1,300}): )?(?:error while loading shared libraries: )?['"]?(?<library>[\w.+/-]{1,200}\.so(?:\.[\d.]{1,20})?)['"]?: cannot open shared object file(?!: Permission)/,
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
      module ??
      (/^(?:ImportError|OSError|error|E|Error)?$|^lib[\w+-]{1,60}\.so/.test(program)
        ? undefined
        : program);
    const attribute = packageOfLibrary(library);
    return {
      culprit: `${library}${importer === undefined ? '' : ` for ${importer}`}`,
      facts: { library, importer },
      message: `${importer ?? 'A program'} needs ${library}, and the loader does not find it: ${isNix(program) ? 'this nix was linked with another release of the library than the system has' : /\.dylib$/.test(library) ? 'it lies elsewhere, or is no file of this macOS' : evidence.get('program').startsWith('/nix/store/') ? 'the package does not say where it is (its binaries were made elsewhere, and are not patched)' : 'binaries from outside of Nix (wheels, downloads) look in /usr/lib, which NixOS does not have'}.`,
      fixes:
        ofSystem(evidence.get('library'), program, library) ??
        fixesFor(attribute, library, module, evidence.get('program'), evidence),
      verify:
        program.startsWith('/') || program === ''
          ? ['env | grep LD_LIBRARY_PATH']
          : [`ldd "$(command -v ${shellWord(program)})" | grep "not found"`],
    };
  },
};

function fixesFor(
  attribute: string | undefined,
  library: string,
  module: string | undefined,
  program: string,
  { block, context }: Evidence,
): readonly DiagnosisFix[] {
  const of = `pkgs.${attribute ?? 'YOUR_PACKAGE'}`;
  const holes: Readonly<Record<string, string>> =
    attribute === undefined
      ? { YOUR_PACKAGE: `the package that has the library: nix-locate -w lib/${library} finds it` }
      : {};
  const fill = attribute === undefined ? { fill: holes } : {};
  const shell = nixFix(
    'In the shell that it runs in (only there): make the library visible.',
    `pkgs.mkShell { LD_LIBRARY_PATH = pkgs.lib.makeLibraryPath [ ${of} ]; }`,
    fill,
  );
  const loader = nixFix(
    'For every program of that kind: nix-ld (log in again afterwards).',
    `programs.nix-ld = { enable = true; libraries = [ ${of} ]; };`,
    { risk: 'restart', holds: onNixos, ...fill },
  );
  const name = packageName(module);
  const python =
    name === undefined
      ? []
      : [
          nixFix(
            'Or take the Python package from nixpkgs, which is linked rightly.',
            `pkgs.python3.withPackages (ps: [ ps.${name} ])`,
          ),
        ];
  const patch = nixFix(
    'In a package: have the binaries patched, with the library among the inputs.',
    `nativeBuildInputs = [ pkgs.autoPatchelfHook ];\nbuildInputs = [ ${of} ];`,
    fill,
  );
  // What a package of Nix runs has to find its libraries by itself.
  const packaged = /^\/nix\/store\/[0-9a-z]{32}-(?<is>[^/]{1,200})\//.exec(program)?.groups?.['is'];
  if (packaged !== undefined)
    return [
      {
        ...patch,
        title: `${packaged} itself lacks it: nix-ld does not help there. In the package (an override, if it is not yours): have its binaries patched, with the library among the inputs; and tell its authors.`,
      },
      shellFix(
        'Until then: give it the library by hand, for this run.',
        `LD_LIBRARY_PATH="$(nix build --no-link --print-out-paths nixpkgs#${attribute ?? 'YOUR_PACKAGE'})/lib" YOUR_PROGRAM`,
        { fill: { ...holes, YOUR_PROGRAM: 'the command that failed' } },
      ),
    ];
  if (block.derivation !== undefined) return [patch, ...python, shell];
  // A program looks for these by name when it draws: those of NixOS are told where they are.
  if (
    module === undefined &&
    /^lib(?:EGL|GL|GLX|GLESv2|vulkan|wayland-\w{3,20}|xkbcommon(?:-x11)?)\.so/.test(library)
  )
    return [
      {
        ...shell,
        title:
          'If you build it, or run it from a shell of its project: make the library visible there.',
        step: 'if',
      },
      shellFix(
        'If it is a package of a flake or an input: that does not say where the library is. Take another revision of it, or the package of nixpkgs.',
        'nix flake update',
      ),
      { ...loader, title: 'If it is a download: nix-ld (log in again afterwards).', step: 'if' },
    ];
  return module === undefined && context.tool !== 'nix-shell'
    ? [loader, shell, patch]
    : [shell, ...python, loader, patch];
}
