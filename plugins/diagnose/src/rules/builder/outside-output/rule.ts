import type { Diagnosis, DiagnosisRule, Evidence } from '@nixai/api';
import { advice, nixFix } from '../../shared/fix.js';
import { buildAgain } from '../../shared/verify.js';
import { inPackage } from '../../shared/packageOwner.js';

/** A build writes where only the system may: outside of its output and its folder. */
export const outsideOutput: DiagnosisRule = inPackage({
  id: 'build/outside-output',
  class: 'writes-outside-output',
  phase: 'build',
  title: 'Build writes outside of its output',
  components: ['build'],
  confidence: 0.85,
  yieldsTo: ['compile-error', 'test-failure'],
  patterns: [
    {
      anchors: ['Permission denied', 'Read-only file system'],
      line: /^(?:\/\S{1,200}: line \d{1,5}: )?(?<tool>ln|mkdir|cp|mv|install|touch|tee|chmod|rm): (?:failed to create symbolic link|cannot (?:create (?:directory|regular file|symbolic link)|touch|move|remove|change permissions of)) ['"`](?<path>\/[^'"`]{1,240})['"`](?:.{0,200})?: (?:Permission denied|Read-only file system)/,
    },
    {
      // A build has no home: HOME names a folder that nobody can make.
      anchors: ['/homeless-shelter'],
      line: /(?<home>\/homeless-shelter)\b/,
    },
  ],
  docs: [
    {
      title: 'Nixpkgs manual: the install phase',
      url: 'https://nixos.org/manual/nixpkgs/stable/#ssec-install-phase',
    },
  ],
  explain(evidence) {
    const derivation = evidence.block.derivation;
    if (evidence.get('home') !== '') return noHome(evidence, derivation);
    const path = evidence.get('path');
    if (path.startsWith('/homeless-shelter')) return noHome(evidence, derivation);
    // In its own folder it may lack a permission for other reasons; a home is written by an activation.
    if (derivation === undefined || /^\/(?:build|tmp|private|home|Users|root)\//.test(path))
      return undefined;
    const phase = evidence.before(/Running phase: (?<phase>\w{4,40})/, 60)?.groups?.['phase'];
    const where = phase ?? 'a phase';
    const variable = /^\/[\w.-]{1,20}$/.test(path);
    return {
      culprit: `${derivation}: ${path}${phase === undefined ? '' : ` in ${phase}`}`,
      facts: { path, phase, derivation },
      message: `${where} of ${derivation} writes ${path}. A build may write only to $out and to its own folder${variable ? '; a variable that was to stand before that path is empty' : ''}.`,
      fixes: [
        advice(
          `If you did not write that package: it is broken in this revision; update or pin the input that it comes from (nixpkgs), or leave ${derivation} out until then.`,
        ),
        advice(
          `If it is yours: let ${where} install below $out (a prefix: PREFIX=$out, DESTDIR, --prefix), and see that the variable in that command is set.`,
        ),
      ],
      verify: buildAgain(derivation),
    };
  },
});

const refused =
  /(?:[Pp]ermission denied|EACCES|[Rr]ead-only file system|EROFS|ENOENT|[Nn]o such file or directory|not writable|[Cc]annot (?:create|open|write)|[Cc]ould not (?:create|open|write|get))/;

/** A tool wants to keep something in the home folder, which a build does not have. */
function noHome(evidence: Evidence, derivation: string | undefined): Diagnosis | undefined {
  const { text } = evidence.line;
  if (!refused.test(`${text} ${evidence.below(1).join(' ')}`)) return undefined;
  const path = /(?<is>\/homeless-shelter[\w./@+-]{0,160})/.exec(text)?.groups?.['is'] ?? '';
  const subject = derivation ?? 'the package';
  return {
    culprit: `${derivation === undefined ? '' : `${derivation}: `}${path} (HOME)`,
    facts: { path, derivation },
    message: `A build has no home folder: HOME is /homeless-shelter, which cannot be made, and a tool that ${subject} runs wants to write ${path}.`,
    fixes: [
      nixFix(
        'Give the build a home that goes away with it, in the package (before the phase that fails).',
        'nativeBuildInputs = [ writableTmpDirAsHomeHook ];   # before nixpkgs 25.05: preBuild = "export HOME=$TMPDIR";',
      ),
      advice(
        'A build with a builder of nixpkgs for its language (buildGoModule, buildNpmPackage, buildPythonPackage) sets such folders itself.',
      ),
    ],
    verify: buildAgain(derivation),
  };
}
