import {
  shellWord,
  type DiagnosisFix,
  type DiagnosisRule,
  type Evidence,
  type SourcePosition,
} from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { attributeOfHeader } from '../../shared/toolchain.js';
import { buildAgain } from '../../shared/verify.js';
import { inPackage } from '../../shared/packageOwner.js';

const source = String.raw`[^\s:()]{1,300}`;

const cError = new RegExp(
  `^\\s*(?<file>${source}\\.(?:c|cc|cpp|cxx|h|hh|hpp|m|mm|S|hs|java|vala|d|zig|swift)):(?<row>\\d{1,7})(?::(?<column>\\d{1,6}))?:? (?:fatal )?error:(?: (?<what>.{1,300}))?$`,
);

const anyError =
  /^\s*[^\s:()]{1,300}\.\w{1,5}:\d+(?::\d+)?:? (?:fatal )?error:|^error\[E\d{4}\]: |\.go:\d+:\d+: |: error TS\d/;

const stopped =
  /failed with exit code|Cannot build|builder failed|make(?:\[\d+\])?: \*\*\*|ninja: build stopped|could not compile|compilation terminated|error: build failed/;

/** The first error of a compiler, where no rule knows a deeper cause. */
export const compileError: DiagnosisRule = inPackage({
  id: 'build/compile-error',
  class: 'compile-error',
  phase: 'build',
  title: 'Source does not compile',
  components: ['build'],
  confidence: 0.72,
  yieldsTo: [
    'kernel-module-build',
    'disk-full',
    'build-dir-full',
    'out-of-memory',
    'pkg-config-missing',
    'linker-missing-lib',
    'patch-failed',
    'cargo-lock-stale',
    'go-vendor-inconsistent',
  ],
  patterns: [
    {
      anchors: [
        '[-Wincompatible-pointer-types',
        '[-Wimplicit-function-declaration',
        '[-Wint-conversion',
      ],
      line: /^error: (?<what>.{5,300} \[-W[\w-]{3,60}\])$/,
    },
    { anchors: ['error: ', ': error:'], line: cError },
    {
      anchors: ['error[E', 'error: '],
      line: /^error(?:\[(?<code>E\d{4})\])?: (?<what>(?!could not compile|aborting due|build failed|linking with|failed to run).{3,300})$/,
    },
    {
      anchors: ['error: couldn', 'No such file or directory'],
      line: /^\s{0,12}error: (?<what>couldn't read [`'][^`']{3,240}[`']: .{3,120})/,
    },
    {
      anchors: [
        'undefined: ',
        'declared and not used',
        'imported and not used',
        'cannot use ',
        'not enough arguments in',
        'too many arguments in',
        'missing return',
        'syntax error: ',
      ],
      line: /^\s*(?:\.\/)?(?<file>[\w./@-]{1,300}\.go):(?<row>\d{1,7}):(?<column>\d{1,6}): (?<what>.{3,300})$/,
    },
    {
      anchors: ['error TS'],
      line: /^(?<file>[\w./-]{1,300}\.[cm]?tsx?)[(:](?<row>\d{1,7})[,:](?<column>\d{1,6})\)?(?::| -) error (?<what>TS\d{3,6}: .{3,300})$/,
    },
  ],
  docs: [
    {
      title: 'Nixpkgs manual: the standard environment',
      url: 'https://nixos.org/manual/nixpkgs/stable/#chap-stdenv',
    },
  ],
  explain(evidence) {
    const named = placeOf(evidence);
    // A message without its place still says which warning is an error now.
    const place =
      named ?? (/^error: .*\[-W/.test(evidence.line.text) ? 'a source file' : undefined);
    if (place === undefined || !isFirst(evidence)) return undefined;
    const stops = hasStopped(evidence);
    if (!stops && !isAtTheEnd(evidence)) return undefined;
    const what = evidence.get('what') || evidence.below(1)[0]?.trim() || 'an error';
    const header =
      /^['"]?(?<name>[\w./+-]{1,120}\.(?:h|hpp|hh))['"]?: No such file|^['"](?<clang>[\w./+-]{1,120}\.h)['"] file not found/.exec(
        what,
      )?.groups;
    const missing = header?.['name'] ?? header?.['clang'];
    const package_ = evidence.block.derivation;
    return {
      culprit: `${place}: ${what}`,
      at: named === undefined ? undefined : positionOf(named),
      ...(stops ? {} : { confidence: 0.6 }),
      facts: { place, error: what, header: missing, derivation: package_ },
      message: `${package_ ?? 'The build'} stops at its first compiler error, in ${place}: ${what}. What follows it (make, ninja, "failed with exit code") only says so again.`,
      fixes: [
        ...stricterCompiler(evidence),
        ...(missing === undefined ? [] : [addHeader(missing)]),
        advice(`If the source is yours: correct ${place}.`),
        advice(
          'If it is a package of nixpkgs that you did not change: take a revision that Hydra built (update or pin nixpkgs), or an older compiler (gccStdenv, an older stdenv).',
        ),
        ...(/-Werror/.test(what)
          ? [
              nixFix(
                'A new compiler warns of more, and the source makes warnings errors: let them be warnings.',
                'env.NIX_CFLAGS_COMPILE = "-Wno-error";',
              ),
            ]
          : []),
      ],
      verify: buildAgain(package_),
    };
  },
});

function placeOf(evidence: Evidence): string | undefined {
  const named = [evidence.get('file'), evidence.get('row'), evidence.get('column')];
  if (named[0] !== '') return named.filter((part) => part !== '').join(':');
  return evidence.after(/^\s*--> (?<place>[^\s:]{1,300}:\d{1,7}:\d{1,6})/, 4)?.groups?.['place'];
}

function positionOf(place: string): SourcePosition {
  const [file = place, line, column] = place.split(':');
  return {
    file,
    ...(line === undefined ? {} : { line: Number(line) }),
    ...(column === undefined ? {} : { column: Number(column) }),
  };
}

/** Later errors mostly follow from the first. */
const isFirst = (evidence: Evidence): boolean => evidence.before(anyError, 2_000) === undefined;

/** Configure scripts and test suites print errors and go on. */
const hasStopped = (evidence: Evidence): boolean =>
  evidence.after(stopped, 2_000) !== undefined ||
  evidence.all(/failed with exit code|Cannot build/)[0] !== undefined;

/** The log of a builder that failed ends with what stopped it. */
const isAtTheEnd = (evidence: Evidence): boolean => evidence.below(12).length < 12;

/** A header of a library that is known; of another one, how it is found. */
function addHeader(header: string): DiagnosisFix {
  const name = attributeOfHeader(header);
  return name === undefined
    ? shellFix(
        `See which package has ${header}, and add that to buildInputs. If none has, the source makes it while it is built (then it is made too late, or in a folder that is not searched).`,
        `nix run nixpkgs#nix-index && nix-locate --regex ${shellWord(`include/.*${header.replace(/[.+]/g, '\\$&')}$`)}`,
      )
    : nixFix(`Add the library that has ${header}.`, `buildInputs = [ pkgs.${name} ];`);
}

/** GCC 14 and newer refuse what older ones only warned of. */
function stricterCompiler(evidence: Evidence): readonly DiagnosisFix[] {
  const flag =
    /\[-W(?:error=)?(?<is>incompatible-pointer-types|implicit-function-declaration|int-conversion|implicit-int|return-mismatch|declaration-missing-parameter-type)\]/;
  if (
    /-std=c23|cannot use keyword '(?:bool|true|false)'|'(?:bool|true|false)' cannot be defined|too many arguments to function .{0,80}expected 0/.test(
      [evidence.line.text, ...evidence.below(4)].join(' '),
    )
  )
    return [
      nixFix(
        'GCC 15 compiles C as of 2023, where bool, true and false are words of the language: take the older standard (if the package is yours, or in an override of it; nixpkgs mends its own: update).',
        'env.NIX_CFLAGS_COMPILE = "-std=gnu17";',
      ),
    ];
  const found = (flag.exec(evidence.line.text) ?? evidence.after(flag, 2))?.groups?.['is'];
  const header = standardHeader(evidence);
  if (header !== undefined) return [header];
  if (found === undefined) return asWarning(evidence);
  return [
    nixFix(
      'GCC 14 and newer refuse what older ones warned of: let it be a warning again (or update nixpkgs, if the package is of it).',
      `env.NIX_CFLAGS_COMPILE = "-Wno-error=${found}";`,
    ),
  ];
}

/** Newer compilers no longer bring along what one header included by the way. */
function standardHeader(evidence: Evidence): DiagnosisFix | undefined {
  const name = /is defined in header '<(?<is>[a-z]{3,20})>'/.exec(
    [evidence.line.text, ...evidence.below(5)].join(' '),
  )?.groups?.['is'];
  return name === undefined
    ? undefined
    : nixFix(
        `The source uses what <${name}> has without including it (older compilers brought it along): have it included for all files until upstream does (or update nixpkgs, if the package is of it).`,
        `env.NIX_CFLAGS_COMPILE = "-include ${name}";`,
      );
}

/** Warnings that the source (-Werror) or the hardening of nixpkgs turns into errors. */
function asWarning(evidence: Evidence): readonly DiagnosisFix[] {
  const kind = /\[-Werror=(?<is>[a-z][\w+-]{1,50})=?\]/.exec(evidence.line.text)?.groups?.['is'];
  if (kind === undefined) return [];
  if (kind === 'format-security')
    return [
      nixFix(
        'A print function gets its text where the format stands, which nixpkgs refuses: write "%s" before it in the source, or let it pass in this package.',
        'hardeningDisable = [ "format" ];',
      ),
    ];
  if (/_FORTIFY_SOURCE requires compiling with optimization/.test(evidence.line.text))
    return [
      nixFix(
        'It is built without optimisation, which the hardening of nixpkgs wants: leave that part out (in a shell too).',
        'hardeningDisable = [ "fortify" ];',
      ),
    ];
  return [
    nixFix(
      'The source takes warnings for errors (-Werror), and this compiler warns of more than the one of its authors: let it be a warning (or update nixpkgs, if the package is of it).',
      `env.NIX_CFLAGS_COMPILE = "-Wno-error=${kind}";`,
    ),
  ];
}
