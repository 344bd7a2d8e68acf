import type { Diagnosis, DiagnosisFix, DiagnosisRule, Evidence } from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { buildAgain } from '../../shared/verify.js';
import { inPackage } from '../../shared/packageOwner.js';

/** A script that a build runs or checks is no valid shell. */
export const shellSyntax: DiagnosisRule = inPackage({
  id: 'build/shell-syntax',
  class: 'shell-syntax',
  phase: 'build',
  title: 'Shell script does not parse',
  components: ['build'],
  confidence: 0.9,
  patterns: [
    {
      anchors: [
        'syntax error near unexpected token',
        'unexpected EOF while looking for',
        'syntax error: unexpected',
      ],
      line: /^(?<script>\/?[\w./+-]{1,300})?:? ?(?:eval: )?(?:-c: )?line (?<row>\d{1,6}): (?<what>syntax error near unexpected token .{1,60}|unexpected EOF while looking for matching .{1,10}|syntax error: unexpected .{1,60})/,
    },
  ],
  docs: [
    {
      title: 'Nixpkgs manual: trivial builders (writeShellApplication)',
      url: 'https://nixos.org/manual/nixpkgs/stable/#trivial-builder-writeShellApplication',
    },
  ],
  explain(evidence) {
    const derivation = evidence.block.derivation;
    if (derivation === undefined) return undefined;
    const path = evidence.get('script');
    const phase = evidence.before(/Running phase: (?<phase>\w{4,40})/, 40)?.groups?.['phase'];
    const inPhase = /\/setup$/.test(path) || path === '';
    const script = path.replace(/^\/nix\/store\/[0-9a-z]{32}-/, '');
    const row = evidence.get('row');
    const macro = /(?<is>[A-Z][A-Z0-9]{1,20}_[A-Z0-9_]{2,40})\(/.exec(evidence.below(1)[0] ?? '')
      ?.groups?.['is'];
    if (/(?:^|\/)configure$/.test(path) && macro !== undefined)
      return macroLeft(macro, row, derivation);
    if (/\\r|\r/.test(evidence.get('what')) || evidence.below(1)[0]?.includes('\\r') === true)
      return lineEnds(inPhase ? derivation : `${script}:${row}`, derivation);
    const place = inPhase ? `${phase ?? 'a phase'} of ${derivation}` : `${script}:${row}`;
    return {
      culprit: place,
      facts: { derivation, script, line: row, phase },
      message: `The shell cannot read ${inPhase ? `the text of ${place}` : `line ${row} of ${script}`}: ${evidence.get('what')}. A quote, if, do or brace is open or closed too often at or before that place.`,
      fixes: fixesFor(inPhase, row, phase, derivation, evidence),
      verify: buildAgain(derivation),
    };
  },
});

/** Lines that end with a carriage return, as Windows (or Git there) writes them. */
const lineEnds = (where: string, derivation: string): Diagnosis => ({
  culprit: `${where} (CRLF)`,
  facts: { derivation },
  message: `The lines of ${where} end with a carriage return, which the shell takes for a part of its words: the file that they come from was written or checked out on Windows (or with core.autocrlf).`,
  fixes: [
    shellFix(
      'Write the files of the checkout with LF again, and keep it so (this converts the tracked files).',
      "printf '* text=auto eol=lf\\n' >> .gitattributes && git add --renormalize . && git checkout-index -f -a",
      'data',
    ),
    advice(
      `If only one file is meant: dos2unix it. If the source is somebody else's: convert it in postPatch (sed -i 's/\\r$//' FILE).`,
    ),
  ],
  verify: buildAgain(derivation),
  confidence: 0.94,
});

/** Packages that bring the macros of autoconf, by how these begin. */
const macros: readonly (readonly [RegExp, string])[] = [
  [/^PKG_/, 'pkg-config'],
  [/^AX_/, 'autoconf-archive'],
  [/^(?:LT_|AC_PROG_LIBTOOL|AM_PROG_LIBTOOL)/, 'libtool'],
  [/^(?:AM_GNU_GETTEXT|AM_ICONV)/, 'gettext'],
  [/^GTK_DOC/, 'gtk-doc'],
  [/^IT_PROG_INTLTOOL|^AC_PROG_INTLTOOL/, 'intltool'],
  [/^AM_PATH_GLIB|^GLIB_|^GOBJECT_/, 'glib'],
];

/** configure was generated without the macros that it uses: their names stand in it as they are. */
function macroLeft(macro: string, row: string, derivation: string): Diagnosis {
  const package_ = macros.find(([pattern]) => pattern.test(macro))?.[1];
  return {
    culprit: `${macro} in configure:${row} of ${derivation}`,
    facts: { macro, derivation },
    message: `configure of ${derivation} was generated without the macro ${macro}, which now stands in it as it is: the package that has the macro was not there when autoreconf ran.`,
    fixes: [
      nixFix(
        'Add it to what the build runs with, beside autoreconfHook.',
        `nativeBuildInputs = [ pkgs.autoreconfHook pkgs.${package_ ?? 'YOUR_PACKAGE'} ];`,
        package_ === undefined ? { fill: { YOUR_PACKAGE: `the package that has ${macro}` } } : {},
      ),
    ],
    verify: buildAgain(derivation),
  };
}

function fixesFor(
  inPhase: boolean,
  row: string,
  phase: string | undefined,
  derivation: string,
  { context }: Evidence,
): readonly DiagnosisFix[] {
  if (!inPhase)
    return [
      advice(
        `Correct the text of that script where your configuration writes it (writeShellScriptBin, writeShellApplication, text = ''…''): its line ${row}, or what was opened above it. In ''…'' a literal \${ is written ''\${.`,
      ),
    ];
  const update = shellFix(
    `If ${derivation} is a package of nixpkgs or of an input, its ${phase ?? 'phase'} is broken in this revision: take another one.`,
    context.flake === false ? 'sudo nix-channel --update' : 'nix flake update',
  );
  const own = advice(
    `If it is yours (or an overlay's): correct the quotes in ${phase ?? 'the phase'}, preX or postX that you wrote for it.`,
  );
  return context.tool === 'nix' ? [own, update] : [update, own];
}
