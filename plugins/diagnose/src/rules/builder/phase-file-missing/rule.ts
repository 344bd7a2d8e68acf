import { shellWord, type DiagnosisFix, type DiagnosisRule, type Evidence } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';
import { buildAgain } from '../../shared/verify.js';
import { inPackage } from '../../shared/packageOwner.js';

/** A phase of a build wants a file that the source (any more) or the build does not have. */
export const phaseFileMissing: DiagnosisRule = inPackage({
  id: 'build/phase-file-missing',
  class: 'phase-file-missing',
  phase: 'build',
  title: 'Build phase wants a file that is not there',
  components: ['build'],
  confidence: 0.8,
  yieldsTo: ['compile-error', 'test-failure', 'disk-full', 'build-dir-full', 'patch-failed'],
  patterns: [
    {
      anchors: ['No such file or directory'],
      line: /^(?:\/\S{1,200}: line \d{1,5}: )?(?<tool>rm|cp|mv|chmod|chown|install|ln|cat|sed|touch|strip|patchelf|cd|ls|tar|unzip|find|pushd|bash|sh)(?:: line \d{1,5})?: (?:cd: |cannot (?:remove|stat|access|open|create regular file|touch|create symbolic link)|can't (?:read|open)|Cannot open:?)? ?['"`]?(?<file>[^'"`:]{1,240})['"`]?: No such file or directory/,
    },
    {
      anchors: ['substitute(): ERROR', 'does not exist'],
      line: /substitute(?:Stream)?\(\): ERROR: file ['"](?<file>[^'"]{1,240})['"] does not exist/,
    },
    {
      anchors: [
        'file to patch',
        'do not know how to unpack',
        'unpacker produced multiple',
        'appears to have produced no',
      ],
      line: /(?<unpack>do not know how to unpack source archive \S{1,200}|unpacker (?:produced multiple directories|appears to have produced no directories))/,
    },
  ],
  docs: [
    {
      title: 'Nixpkgs manual: phases',
      url: 'https://nixos.org/manual/nixpkgs/stable/#sec-stdenv-phases',
    },
  ],
  explain(evidence) {
    const package_ = evidence.block.derivation;
    const phase = evidence.before(/Running phase: (?<is>\w{3,40})/, 400)?.groups?.['is'];
    if (package_ === undefined || !failsSoon(evidence)) return undefined;
    // configure tries out what the machine can, and says itself what stops it.
    if (evidence.after(/^configure: error: /, 12) !== undefined) return undefined;
    const file = evidence.get('file').replace(/^\/nix\/store\/[0-9a-z]{32}-/, '');
    const what = evidence.get('unpack') || file;
    return {
      culprit: `${what} in ${phase ?? 'a phase'} of ${package_}`,
      facts: { file: file || undefined, phase, derivation: package_ },
      message:
        evidence.get('unpack') === ''
          ? `${phase ?? 'A phase'} of ${package_} uses ${file}, and there is no such file: the source of this version has it no more (or elsewhere), or what should make it failed before.`
          : `The source of ${package_} is not unpacked: ${what}.`,
      fixes:
        lostSource(evidence.get('file'), package_) ??
        fixesFor(file, phase ?? (file === '' ? 'unpackPhase' : 'build'), package_, evidence),
      verify: buildAgain(package_),
    };
  },
});

/** What a configuration is put together from has the files of the person as sources, which Nix copies into the store. */
function lostSource(path: string, derivation: string): readonly DiagnosisFix[] | undefined {
  if (
    !/^\/nix\/store\/[0-9a-z]{32}-[^/]{1,200}$/.test(path) ||
    !/^(?:home-manager-files|etc|system-path|nixos-system-.*|user-environment)$/.test(derivation)
  )
    return undefined;
  const name = path.replace(/^\/nix\/store\/[0-9a-z]{32}-(?:hm_)?/, '');
  return [
    shellFix(
      `If this finds it: the build was not told of it (its path was made a string on the way: toString, unsafeDiscardStringContext, a path in quotes). Give it as a path: source = ./${name};`,
      `ls -ld ${shellWord(path)}`,
    ),
    shellFix(
      'If it is not there: it was deleted after it was evaluated (garbage collection, a cache of an earlier evaluation). Evaluate anew; if that is not enough, see that the file is still there, and known to Git.',
      'rm -rf ~/.cache/nix/eval-cache-v*; git status --short',
    ),
  ];
}

/** Scripts also complain and go on; what stopped a build is among its last lines. */
const failsSoon = (evidence: Evidence): boolean => {
  const rest = evidence.below(12).filter((text) => text.trim() !== '');
  return (
    rest.length < 12 ||
    rest.some((text) =>
      /failed with exit code|Cannot build|builder failed|For full logs/.test(text),
    )
  );
};

function fixesFor(
  file: string,
  phase: string,
  package_: string,
  evidence: Evidence,
): readonly DiagnosisFix[] {
  const foreign = advice(
    `If you did not write that package (${package_}): take another revision of the input that it comes from (nix flake update, nix-channel --update), or of nixpkgs; its ${phase} and its source do not fit together.`,
  );
  const own = advice(
    file === ''
      ? `If it is yours: ${unpacking(evidence.get('unpack'))}`
      : `If it is yours: correct ${phase} (or postPatch, installPhase) so that it names what the source has now instead of ${file}; nix build -L --keep-failed keeps the folder to look into.`,
  );
  const { context } = evidence;
  // Most people build what others packaged.
  return context.tool === 'nix' && context.flake === true ? [own, foreign] : [foreign, own];
}

/** Archives that stdenv does not unpack by itself, and what does. */
const unpackers: readonly (readonly [RegExp, string])[] = [
  [/\.zip$|\.whl$|\.jar$/, 'unzip'],
  [/\.deb$/, 'dpkg'],
  [/\.rpm$/, 'rpmextract'],
  [/\.7z$/, 'p7zip'],
  [/\.rar$/, 'unrar'],
  [/\.dmg$/, 'undmg'],
];

function unpacking(what: string): string {
  const tool = unpackers.find(([end]) => end.test(what))?.[1];
  if (tool !== undefined)
    return `add what unpacks it: nativeBuildInputs = [ pkgs.${tool} ]; (sourceRoot = "."; if there are several folders in it).`;
  return /no directories/.test(what)
    ? 'its files lie at the top of the archive: set sourceRoot = ".";'
    : /multiple directories/.test(what)
      ? 'say which folder is the source: sourceRoot = "NAME"; (or sourceRoot = ".";).'
      : 'leave it as it is, with dontUnpack = true; and copy it in installPhase.';
}
