import type { DiagnosisRule } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';

/** A NixOS test: its virtual machine runs, and what the test script asks of it is not so. */
export const nixosTest: DiagnosisRule = {
  id: 'build/nixos-test',
  class: 'nixos-test-failure',
  phase: 'build',
  title: 'Test of a virtual machine fails',
  components: ['build', 'tests'],
  confidence: 0.88,
  yieldsTo: ['out-of-memory', 'disk-full', 'build-dir-full'],
  patterns: [
    {
      anchors: ['RequestedAssertionFailed: '],
      line: /RequestedAssertionFailed: (?<what>.{3,400})/,
    },
    {
      anchors: [' failed with error: '],
      line: /^(?:!!! )?(?:Test ['"](?<test>[^'"]{1,120})['"]|subtest) failed with error: ['"](?<what>.{3,400}?)['"]?$/,
    },
    {
      anchors: ['action timed out after '],
      line: /^(?:!!! )?(?:[\w.]{0,60}(?:Exception|Error): )?(?<what>action timed out after .{1,200})/,
    },
  ],
  docs: [
    {
      title: 'NixOS manual: running tests interactively',
      url: 'https://nixos.org/manual/nixos/stable/#sec-running-nixos-tests-interactively',
    },
  ],
  explain(evidence) {
    const machine = evidence
      .all(
        /^(?:vm-test-run-[\w-]{1,80}> )?(?<machine>[\w-]{1,40}): (?:must succeed|must fail|waiting for)/,
      )
      .at(-1)?.groups?.['machine'];
    const run = [
      evidence.block.derivation,
      ...evidence
        .all(/\/nix\/store\/[0-9a-z]{32}-(?<run>vm-test-run-[\w.+-]{1,120}?)\.drv/)
        .map(({ groups }) => groups?.['run']),
    ].find((name) => name?.startsWith('vm-test-run-') === true);
    if (run === undefined && machine === undefined && evidence.get('test') === '') return undefined;
    const test = run?.replace(/^vm-test-run-/, '') ?? (evidence.get('test') || 'the test');
    const what = evidence.get('what').trim();
    return {
      culprit: `${test}: ${what.slice(0, 160)}`,
      facts: { test, machine, error: what },
      message: `The virtual machine of ${test} runs, and what its test script asks${machine === undefined ? '' : ` of ${machine}`} is not so: ${what}`,
      fixes: [
        shellFix(
          `See what ${machine ?? 'the machine'} itself says above that line (the journal of the unit that the command is about), and try the command in the running machine.`,
          'nix build .#checks.x86_64-linux.YOUR_TEST.driverInteractive && ./result/bin/nixos-test-driver   # then: start_all(), MACHINE.shell_interact()',
          { fill: { YOUR_TEST: `the name of ${test} under checks: nix flake show lists them` } },
        ),
        advice(
          'If the command only comes too early: wait for what it needs (MACHINE.wait_for_unit, wait_for_open_port, wait_until_succeeds) in the test script.',
        ),
        advice(
          'If it is a test of nixpkgs that you did not change: take a revision for which Hydra ran it.',
        ),
      ],
      verify: ['nix build -L   # the test again, with its whole log'],
    };
  },
};
