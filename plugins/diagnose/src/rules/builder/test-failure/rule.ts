import type { DiagnosisFix, DiagnosisRule, Evidence, LogTool } from '@nixai/api';
import { nixString, packageName } from '../../shared/code.js';
import { advice, nixFix } from '../../shared/fix.js';
import { buildAgain } from '../../shared/verify.js';
import { inPackage, packageOwner } from '../../shared/packageOwner.js';

export const testFailure: DiagnosisRule = inPackage({
  id: 'build/test-failure',
  class: 'test-failure',
  phase: 'build',
  title: 'Tests fail in the build',
  components: ['build', 'tests'],
  confidence: 0.8,
  yieldsTo: [
    'python-missing-build-dep',
    'shared-lib-missing',
    'sandbox-network',
    'out-of-memory',
    'build-dir-full',
    'disk-full',
    'dns-failure',
    'wrong-system',
  ],
  patterns: [
    {
      anchors: [
        ' errors in ',
        ' error in ',
        'FAILED tests',
        'ERROR tests',
        '.py::',
        ' failed in ',
        ' failed, ',
        'no tests ran',
        'collected 0 items',
      ],
      line: /(?:^|[ =])(?<failed>[1-9]\d{0,5}) (?:failed|errors?)(?:, | in )|^(?:FAILED|ERROR) (?<file>[\w./-]{1,160}\.py)(?:::|$| - )|(?<none>no tests ran|collected 0 items)/,
    },
    {
      anchors: [
        'test result: FAILED',
        'FAILED (failures',
        'FAILED (errors',
        'Tests failed',
        'tests failed',
        'Test Failures',
        '# FAIL:',
        'tests FAILED',
        'some tests failed',
        'Status: FAILURE',
      ],
      line: /test result: FAILED\. \d{1,6} passed; (?<failed>\d{1,6}) failed|FAILED \((?:failures|errors)=\d{1,6}|\d{1,3}% tests passed, (?<ctest>\d{1,6}) tests? failed|# FAIL: {1,3}[1-9]\d{0,5}|Tests?: {1,10}(?<jest>\d{1,6}) failed|[Ss]ome tests failed|^error: Tests failed$|\[doctest\] Status: FAILURE/,
    },
    {
      anchors: ['Result: FAILED', 'Failed Tests (', 'Unexpected Failures', 'Testing Time:'],
      line: /^\s*(?:Failed Tests \((?<failed>\d{1,6})\)|Unexpected Failures|--> {1,3}Result: FAILED)/,
    },
    {
      anchors: ['Test Files ', 'Tests: ', 'failing'],
      line: /^\s*(?:Test Files {1,3}(?<failed>[1-9]\d{0,5}) failed|(?<other>[1-9]\d{0,5}) failing$)/,
    },
    {
      // Nix cuts the log where pytest still tells of one test.
      anchors: [
        'E   AssertionError',
        'E       Ass',
        'E       ass',
        'E           Ass',
        'E           ass',
        ' durations =',
      ],
      line: /^>?\s{0,4}E {3,12}(?<assert>AssertionError|assert)\b|^=+ slowest (?<slowest>\d{1,4}) durations =+/,
    },
    {
      anchors: ['Require check failed for the following'],
      line: /^Require check failed for the following modules:/,
    },
    {
      anchors: ['--- FAIL:'],
      line: /^\s*--- FAIL: (?<test>\S{1,200})/,
    },
    {
      anchors: ['make: *** [', 'make[1]: *** ['],
      line: /make(?:\[\d{1,2}\])?: \*\*\* \[(?:[^\]]{1,100}: )?(?<target>check|test|tests|check-am|check-TESTS|check-recursive|tests?\/[^\]\s]{1,120}\.test)\] Error/,
    },
    {
      anchors: ['command not found'],
      line: /(?:line \d{1,6}: )(?<runner>py\.test|pytest|nosetests|tox|ctest|prove|jest|mocha|cargo|stestr|trial|bats): command not found/,
    },
  ],
  docs: [
    {
      title: 'Nixpkgs manual: checkPhase',
      url: 'https://nixos.org/manual/nixpkgs/stable/#ssec-check-phase',
    },
  ],
  explain(evidence) {
    const runner = evidence.get('runner');
    const package_ = evidence.block.derivation;
    const phase = evidence.before(
      /(?:Running phase: |^)(?<phase>checkPhase|installCheckPhase|pytestCheckPhase|unittestCheckPhase|running tests|pytest|=+ test session)/,
      4_000,
    );
    const failing =
      evidence.after(/failed with exit code|Cannot build|builder failed/, 4_000) !== undefined ||
      evidence.all(/failed with exit code|Cannot build/)[0] !== undefined;
    // The runner's own summary needs no builder around it.
    const summary =
      /^=+ .{0,80}\d failed.{0,200} in [\d.:hms ]+=*|^(?:FAILED|ERROR) \S{1,200}::|test result: FAILED|Failed Tests \(|Test Files|Result: FAILED/.test(
        evidence.line.text,
      );
    if (package_ === undefined && phase === undefined && !summary) return undefined;
    const cut = evidence.get('assert') !== '' || evidence.get('slowest') !== '';
    // The summary says more, where it was not cut off.
    if (
      cut &&
      (!failing ||
        evidence.after(/^(?:FAILED|ERROR) \S{1,160}::|=+ .{0,80}\d (?:failed|passed)/, 400))
    )
      return undefined;
    const none = evidence.get('none') !== '';
    if (none && !failing) return undefined;
    const tests = evidence
      .all(
        /^\s*(?:FAILED |ERROR )(?<test>[\w./-]{1,160}::\S{1,160})|--- FAIL: (?<go>\S{1,160})|^\s*test (?<rust>\S{1,200}) \.\.\. FAILED|^\s*\d{1,5} - (?<ctest>\S{1,100}) \(Failed\)|^(?:FAIL|not ok)[: ]{1,3}(?:\d+ - )?(?<tap>\S.{0,100})|^\s{2,8}(?<lit>[\w.+-]{1,60} :: \S{1,160})$/,
      )
      .map(({ groups }) => Object.values(groups ?? {}).find((name) => name !== undefined))
      .filter((name) => name !== undefined);
    if (/^\s*Failed Tests \(/.test(evidence.line.text)) {
      // lit lists the skipped ones before these, in the same form.
      const failed = evidence
        .below(12)
        .map((text) => /^\s{2,8}(?<lit>\S{1,60} :: \S{1,160})$/.exec(text)?.groups?.['lit'])
        .filter((one) => one !== undefined);
      if (failed.length > 0) tests.splice(0, tests.length, ...failed);
    }
    const file = cut
      ? (
          evidence.before(/^(?<file>[\w./-]{1,120}\.py):\d{1,6}: ?\w*$/, 60) ??
          evidence.before(/^(?<file>[\w./-]{1,120}\.py)::\w/, 30)
        )?.groups?.['file']
      : undefined;
    const name = runner || evidence.get('test') || tests[0] || file || '';
    const framework =
      runner ||
      frameworkOf(
        cut
          ? 'pytest'
          : evidence.all(
              /pytest|cargo test|test result:|tests passed, |ctest|--- FAIL|jest|vitest|mocha|unittest/,
            )[0]?.[0],
      );
    return {
      culprit: [
        package_ ?? 'the package',
        name !== '' && `(${name})`,
        framework !== '' && framework !== name && `with ${framework}`,
      ]
        .filter((part) => typeof part === 'string')
        .join(' '),
      facts: {
        derivation: package_,
        runner: framework || undefined,
        tests: tests.slice(0, 10).join(', ') || undefined,
      },
      message:
        runner !== ''
          ? `The check phase of ${package_ ?? 'the package'} calls ${runner}, which is not in PATH: it is not among the inputs of the check.`
          : none
            ? `The check phase of ${package_ ?? 'the package'} finds no tests, and its runner (${framework}) counts that as a failure (pytest: exit code 5).`
            : `The tests of ${package_ ?? 'the package'} fail${tests.length > 0 ? `: ${tests.slice(0, 5).join(', ')}` : ''}. In the sandbox there is no network, no home, and little time.`,
      fixes:
        vimModules(evidence) ??
        (runner === ''
          ? fixesFor(
              tests,
              framework,
              none,
              evidence.context.tool,
              packageOwner(evidence) === 'own' ||
                /(?:^|-)(?:unit-)?(?:tests?|checks?)$/.test(package_ ?? ''),
            )
          : [withRunner(runner)]),
      verify: buildAgain(package_),
    };
  },
});

function withRunner(runner: string): DiagnosisFix {
  const package_ = /py\.test|pytest/.test(runner) ? 'python3Packages.pytestCheckHook' : runner;
  return nixFix(
    'Add the runner to what the check has (nativeCheckInputs).',
    `nativeCheckInputs = [ pkgs.${packageName(package_) ?? 'YOUR_RUNNER'} ];`,
    packageName(package_) === undefined
      ? { fill: { YOUR_RUNNER: `the package of ${runner}` } }
      : {},
  );
}

/** How tests are left out differs from language to language. */
function leaveOut(tests: readonly string[], framework: string): DiagnosisFix | undefined {
  const named = tests.slice(0, 5);
  if (named.length === 0) return undefined;
  const title = 'Leave out the tests that cannot pass in the sandbox (no network, no home).';
  const list = (of: (test: string) => string): string =>
    named.map((test) => nixString(of(test))).join(' ');
  if (/pytest/.test(framework) || /\.py::/.test(named[0] ?? ''))
    return nixFix(
      title,
      `disabledTests = [ ${list((test) => test.split('::').at(-1)?.replace(/\[.*$/, '') ?? test)} ];`,
    );
  if (framework === 'cargo test')
    return nixFix(title, `checkFlags = [ ${list((test) => `--skip=${test}`)} ];`);
  if (framework === 'go test')
    return nixFix(
      title,
      `checkFlags = [ ${nixString(`-skip=^(${named.map((test) => test.split('/')[0] ?? test).join('|')})$`)} ];`,
    );
  if (framework === 'ctest')
    return nixFix(title, `ctestFlags = [ "-E" ${nixString(named.join('|'))} ];`);
  return undefined;
}

function fixesFor(
  tests: readonly string[],
  framework: string,
  none: boolean,
  tool: LogTool | undefined,
  own: boolean,
): readonly DiagnosisFix[] {
  const out = leaveOut(tests, framework);
  const without = nixFix(
    none ? 'There is nothing to run: build without tests.' : 'Or build without tests.',
    'doCheck = false;',
  );
  const cached = advice(
    'If it is a package of nixpkgs that you did not change, take a revision for which Hydra built it (update nixpkgs), so that it comes from the cache; a test that fails now and then may pass when it is built again.',
  );
  // What is built from the person's own folder is tested to find its mistakes.
  const mistake = advice(
    'The test found a mistake, in what it tests or in itself: correct that by what it expected, which stands above. Only what cannot pass in the sandbox (no network, no home) is to be left out.',
  );
  if (own) return out === undefined ? [mistake, without] : [out, mistake, without];
  const leave = out === undefined ? [without] : [out, without];
  // A system is made of other people's packages.
  return tool === 'nixos-rebuild' ||
    tool === 'home-manager' ||
    tool === 'darwin-rebuild' ||
    (out === undefined && !none)
    ? [cached, ...leave]
    : [...leave, cached];
}

const frameworkOf = (text: string | undefined): string =>
  text === undefined
    ? ''
    : ({ 'test result:': 'cargo test', '--- FAIL': 'go test', 'tests passed, ': 'ctest' }[text] ??
      text);

/** The hook of vim plugins requires each Lua module; some need what is only there when they run. */
function vimModules(evidence: Evidence): readonly DiagnosisFix[] | undefined {
  if (!/^Require check failed/.test(evidence.line.text)) return undefined;
  const modules = evidence
    .below(12)
    .map((text) => /^\s*- (?<name>[\w./-]{1,120})$/.exec(text)?.groups?.['name'])
    .filter((name) => name !== undefined);
  return [
    nixFix(
      'Leave these modules out of the check (they need another plugin, or an editor that runs); if they need a plugin, add it to dependencies.',
      `nvimSkipModules = [ ${modules.map((name) => nixString(name)).join(' ') || 'YOUR_MODULE'} ];`,
      modules.length === 0 ? { fill: { YOUR_MODULE: 'the module that the log names' } } : {},
    ),
    nixFix('Or check none of them.', 'doCheck = false;'),
  ];
}
