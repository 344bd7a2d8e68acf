import { placeName, type DiagnosisFix, type Evidence } from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { markedSource } from '../../shared/markedSource.js';
import { byOwner } from '../../shared/owner.js';
import { ruleOfSayings, type Saying } from '../../shared/sayings.js';
import { checkEvaluation } from '../../shared/verify.js';

/** A saying whose fixes edit the place that Nix names, whoever it is of. */
function atPlace(
  { anchors, line }: Pick<Saying, 'anchors' | 'line'>,
  tell: (evidence: Evidence) => {
    readonly what: string;
    readonly message: string;
    readonly fixes: readonly DiagnosisFix[];
  },
): Saying {
  return {
    anchors,
    line,
    explain(evidence) {
      const at = evidence.frame();
      const { what, message, fixes } = tell(evidence);
      return {
        culprit: `${what}${at === undefined ? '' : ` at ${placeName(at)}`}`,
        at,
        facts: { source: markedSource(evidence, at)?.trim().slice(0, 120) },
        message,
        fixes: byOwner(evidence, at, fixes, 'own first'),
        verify: checkEvaluation(at, evidence.context),
      };
    },
  };
}

const sayings: readonly Saying[] = [
  atPlace(
    {
      anchors: ['invalid regular expression', 'memory limit exceeded by regular'],
      line: /error: (?:invalid regular expression|memory limit exceeded by regular expression) ['"`](?<it>.{0,200}?)['"`]$/,
    },
    (evidence) => ({
      what: `the expression ${evidence.get('it')}`,
      message: `builtins.match or split cannot read ${evidence.get('it')}: it takes POSIX extended expressions, which have no \\d, \\s, \\w, *? or (?…).`,
      fixes: [
        advice(
          'Write it as POSIX has it: [0-9] for \\d, [[:space:]] for \\s; a backslash stands twice in a string of Nix.',
        ),
      ],
    }),
  ),
  atPlace(
    {
      anchors: ['represent an absolute path'],
      line: /error: string ['"`](?<it>[^'"`]{0,200})['"`] doesn't represent an absolute path/,
    },
    (evidence) => ({
      what: `the path ${evidence.get('it')}`,
      message: `A path is needed here, and the string ${evidence.get('it')} is none: only a string that begins with / can be taken for one.`,
      fixes: [
        nixFix(
          'For a file beside the one that names it: write a path, without quotes.',
          /^[\w.-]{1,60}(?:\/[\w.-]{1,60}){0,8}$/.test(evidence.get('it'))
            ? `./${evidence.get('it').replace(/^\.\//, '')}`
            : './YOUR_FILE',
          /^[\w.-]{1,60}(?:\/[\w.-]{1,60}){0,8}$/.test(evidence.get('it'))
            ? {}
            : { fill: { YOUR_FILE: 'the file' } },
        ),
      ],
    }),
  ),
  atPlace(
    {
      anchors: ['dynamic attributes not allowed'],
      line: /error: dynamic attributes not allowed in (?<in>let|inherit)/,
    },
    (evidence) => ({
      what: `a computed name in ${evidence.get('in')}`,
      message: `Names in ${evidence.get('in')} have to be written out; one there is computed (\${…}).`,
      fixes: [
        advice(
          evidence.get('in') === 'let'
            ? 'Make a set of it, and take the value from that: let all = { ${name} = …; }; in all.${name}'
            : 'Write name = set.${name}; in the place of inherit.',
        ),
      ],
    }),
  ),
  atPlace(
    {
      anchors: ['cannot be appended to a path'],
      line: /error: a string that refers to a store path cannot be appended to a path/,
    },
    () => ({
      what: 'a path and a store path',
      message:
        'A path (./…) and a string with a package in it are put together by +: the result would be neither.',
      fixes: [
        nixFix('Make a string of both.', '"${./YOUR_FILE}/${YOUR_VALUE}"', {
          fill: { YOUR_FILE: 'the path', YOUR_VALUE: 'the string with the package' },
        }),
      ],
    }),
  ),
  atPlace(
    {
      anchors: ['cannot be represented as a Nix string', 'contains null bytes'],
      line: /error: (?:the contents of the file ['"`](?<it>[^'"`]{1,300})['"`] cannot be represented as a Nix string|input string ['"`].{0,200}['"`] cannot be represented as Nix string because it contains null bytes)/,
    },
    (evidence) => ({
      what: evidence.get('it') || 'the file',
      message: `${evidence.get('it') || 'A file'} is read as text, and is none: it holds null bytes (an image, an archive, an encrypted file).`,
      fixes: [
        advice('Name the file as a path where it is used, in place of builtins.readFile.'),
        advice('If it should be text: it is encrypted (git-crypt is locked), or in UTF-16.'),
      ],
    }),
  ),
  atPlace(
    {
      anchors: [
        'is not a derivation',
        'should be a derivation instead',
        'it should be a derivation',
      ],
      line: /error: lib\.(?:meta\.)?(?<it>getExe'?): The first argument is of type (?<kind>\w{2,20}), but it should be a derivation instead/,
    },
    (evidence) => ({
      what: `lib.${evidence.get('it')} of a ${evidence.get('kind')}`,
      message: `lib.${evidence.get('it')} finds the program of a package, and is given a ${evidence.get('kind')}.`,
      fixes: [
        evidence.get('kind') === 'string'
          ? advice(
              'Give it the package itself (pkgs.NAME), or leave lib.getExe away: a string is a path already.',
            )
          : advice('Give it the package itself: pkgs.NAME.'),
      ],
    }),
  ),
  atPlace(
    {
      anchors: ['unsupported argument '],
      line: /error: unsupported argument ['"`](?<it>[\w-]{1,60})['"`] to ['"`](?:builtins\.)?(?<to>fetch\w{3,16}|path)['"`]/,
    },
    (evidence) => ({
      what: `${evidence.get('it')} of ${evidence.get('to')}`,
      message: `builtins.${evidence.get('to')} of this Nix has no argument ${evidence.get('it')}: it belongs to another fetcher (pkgs.fetchgit, fetchFromGitHub), or to a newer Nix.`,
      fixes: [
        advice(
          /^(?:sha256|hash|owner|repo|leaveDotGit|deepClone)$/.test(evidence.get('it'))
            ? `Use the fetcher of nixpkgs that has it (pkgs.fetchgit, pkgs.fetchFromGitHub), or leave ${evidence.get('it')} out.`
            : `Leave ${evidence.get('it')} out, or take a newer Nix (nix --version).`,
        ),
      ],
    }),
  ),
  {
    anchors: ['while parsing a TOML string', 'while parsing TOML', 'json.exception.parse_error'],
    line: /(?:while parsing (?:a )?TOML(?: string)?: (?<toml>.{1,200})|\[json\.exception\.parse_error\.101\] parse error at line (?<line>\d{1,6}), column (?<column>\d{1,6}): (?<json>.{1,300}))/,
    explain(evidence) {
      const conflict = /<<<<|'<'|last read: '.{0,80}<|>>>>/.test(evidence.line.text);
      const file =
        (
          evidence.before(
            /(?:reading|parsing|lock) (?:the )?(?:lock )?file ['"`](?<is>[^'"`]{2,300})['"`]/,
            12,
          ) ?? evidence.before(/(?<is>[\w./-]{0,200}flake\.lock)/, 12)
        )?.groups?.['is'] ?? (conflict ? 'flake.lock' : undefined);
      const kind = evidence.get('toml') === '' ? 'JSON' : 'TOML';
      const place =
        evidence.get('line') === '' ? '' : `:${evidence.get('line')}:${evidence.get('column')}`;
      return {
        culprit:
          file === undefined
            ? `a ${kind} file${place === '' ? '' : ` (line ${evidence.get('line')})`}`
            : `${file}${place}`,
        facts: { file, kind },
        message: conflict
          ? `${file ?? 'The file'} holds the marks of a merge that was not ended (<<<<<<<), and so is no ${kind}.`
          : `${file ?? `A file that is read as ${kind}`} is no valid ${kind}${place === '' ? '' : ` from line ${evidence.get('line')} on`}.`,
        fixes: conflict
          ? [
              shellFix(
                'Take one of the two versions of it, and have Nix add what it lacks.',
                'git checkout --theirs flake.lock && git add flake.lock && nix flake lock',
              ),
              shellFix(
                'Or have it written anew.',
                'git rm --cached flake.lock; rm flake.lock; nix flake lock && git add flake.lock',
              ),
            ]
          : [
              shellFix(
                'If it is flake.lock: look for the marks of a merge (<<<<<<<), and take the version of Git.',
                'grep -n "<<<<<<<\\|>>>>>>>" flake.lock; git restore flake.lock',
              ),
              advice(
                'If a file of yours is read (importJSON, fromJSON, fromTOML): mend it there; --show-trace names it.',
              ),
            ],
        verify: ['nix flake metadata'],
      };
    },
  },
];

/** What a builtin, or a function of lib, is given is not what it takes. */
export const builtinArgument = ruleOfSayings(
  {
    id: 'eval/builtin-argument',
    class: 'argument-invalid',
    phase: 'eval',
    title: 'A function is given what it does not take',
    components: ['evaluation'],
    confidence: 0.9,
    docs: [
      { title: 'Nix manual: builtins', url: 'https://nix.dev/manual/nix/latest/language/builtins' },
    ],
  },
  sayings,
);
