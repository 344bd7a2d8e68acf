import type { DiagnosisFix, DiagnosisRule } from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { buildAgain } from '../../shared/verify.js';
import { inPackage } from '../../shared/packageOwner.js';

/** A program that a build runs is ended by a signal: it does not fail, it crashes. */
export const programCrash: DiagnosisRule = inPackage({
  id: 'build/program-crash',
  class: 'build-program-crashed',
  phase: 'build',
  title: 'Program crashes in the build',
  components: ['build'],
  confidence: 0.8,
  yieldsTo: [
    'out-of-memory',
    'test-failure',
    'disk-full',
    'build-dir-full',
    'wrong-system',
    'python-missing-build-dep',
    'shared-lib-missing',
    'compile-error',
  ],
  patterns: [
    {
      anchors: ['(core dumped)'],
      line: /: line \d{1,6}: +\d{1,8} (?<how>Aborted|Segmentation fault|Illegal instruction|Bus error|Trace\/breakpoint trap|Floating point exception) +\(core dumped\) ?(?<program>\S{1,300})?(?<rest>.{0,300})/,
    },
    {
      // A script's own program, where no core is written.
      anchors: ['Bus error', 'Segmentation fault', 'Illegal instruction'],
      line: /\/nix\/store\/\S{34,200}: line \d{1,6}: +\d{1,8} (?<how>Segmentation fault|Illegal instruction|Bus error) +(?!\(core)(?<program>\S{1,300})(?<rest>.{0,300})/,
    },
    {
      anchors: ['Fatal Python error: '],
      line: /^(?<python>Fatal Python error): (?<how>Aborted|Segmentation fault|Illegal instruction|Bus error)/,
    },
    {
      anchors: ['Illegal instruction', 'SIGILL'],
      line: /(?:signal: 4, SIGILL|failed due to signal 4 \((?:core dumped|Illegal instruction)|make: \*\*\* \[.{1,200}\] (?<how>Illegal instruction))/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: nix log',
      url: 'https://nix.dev/manual/nix/latest/command-ref/new-cli/nix3-log',
    },
  ],
  explain(evidence) {
    const package_ = evidence.block.derivation;
    const how = evidence.get('how') || 'Illegal instruction';
    const program =
      evidence.get('program').replace(/^.*\//, '') ||
      (evidence.get('python') === '' ? '' : 'python');
    if (
      package_ === undefined &&
      evidence.all(/Running phase|^building '\/nix\/store/)[0] === undefined
    )
      return undefined;
    const tests = /pytest|unittest|ctest|\btests?\b/.test(
      `${evidence.line.text} ${evidence.below(12).join(' ')}`,
    );
    const of = package_ === undefined ? '' : ` of ${package_}`;
    return {
      culprit: `${program === '' ? 'a program' : program}${tests ? ' (tests)' : ''}${package_ === undefined ? '' : ` in ${package_}`}: ${how}`,
      facts: { program: program || undefined, signal: how, derivation: package_ },
      message: `${program === '' ? 'A program' : program}, which ${tests ? 'runs the tests' : 'the build runs'}${of}, crashes (${how})${how === 'Illegal instruction' ? ': it has instructions that this processor does not have' : ''}; it reports no error that the build could tell.`,
      fixes: fixesFor(how, tests),
      verify: buildAgain(package_),
    };
  },
});

function fixesFor(how: string, tests: boolean): readonly DiagnosisFix[] {
  const cached = advice(
    'If it is a package of nixpkgs that you did not change: update nixpkgs (or take a revision that Hydra has built), so that it comes from the cache.',
  );
  const without = nixFix(
    'Build without the tests, which are what crashes.',
    'doCheck = false;   # Python: also doInstallCheck, dontUsePytestCheck',
  );
  if (how === 'Illegal instruction')
    return [
      shellFix(
        'See what the processor can, and take a build without those instructions: no -march=native, no gcc.arch newer than the machine, and build on a machine that has them.',
        'grep -m1 flags /proc/cpuinfo; nix config show system-features',
      ),
      ...(tests ? [without] : []),
      cached,
    ];
  return tests
    ? [without, cached]
    : [
        cached,
        advice(
          'If it is yours: see the lines above for its last words, and run that program by hand in nix develop (or nix-shell), under gdb.',
        ),
      ];
}
