import type { DiagnosisFix, DiagnosisRule } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';

const signals: Readonly<Record<string, string>> = {
  '4': 'an instruction that it may not use (SIGILL)',
  '5': 'a check of its own (SIGTRAP)',
  '6': 'a check of its own (SIGABRT)',
  '7': 'a bus error (SIGBUS)',
  '8': 'a calculation that has no result (SIGFPE)',
  '11': 'a look at memory that is not its own (SIGSEGV)',
};

/** A program of a running system crashed, as systemd-coredump or the kernel tells it. */
export const coreDump: DiagnosisRule = {
  id: 'runtime/core-dump',
  class: 'program-crashed',
  phase: 'runtime',
  title: 'Program crashed',
  components: ['runtime', 'systemd'],
  confidence: 0.78,
  yieldsTo: [
    'shared-lib-missing',
    'driver-version-mismatch',
    'graphics-library',
    'out-of-memory',
    'service-configuration',
  ],
  patterns: [
    {
      anchors: [') of user '],
      line: /Process (?<pid>\d{1,8}) \((?<program>[^)\s]{1,80})\) of user \d{1,8} (?:dumped core|terminated abnormally)/,
    },
    {
      anchors: ['(core dumped)'],
      line: /\/nix\/store\/[0-9a-z]{32}-(?<package>[^/\s]{1,200})\/\S{1,200}: line \d{1,6}: +(?<number>\d{1,8}) (?<how>Aborted|Segmentation fault|Illegal instruction|Bus error|Trace\/breakpoint trap) +\(core dumped\)/,
    },
  ],
  docs: [
    {
      title: 'coredumpctl',
      url: 'https://www.freedesktop.org/software/systemd/man/latest/coredumpctl.html',
    },
  ],
  explain(evidence) {
    // What a build runs is for the rule of builds.
    if (
      evidence.get('how') !== '' &&
      (evidence.block.derivation !== undefined ||
        evidence.all(/Running phase|^building '\/nix\/store/)[0] !== undefined)
    )
      return undefined;
    const program = evidence.get('program') || evidence.get('package').replace(/-\d.*$/, '');
    const signal = evidence.before(/^\s*Signal: (?<is>\d{1,2}) \(/, 40)?.groups?.['is'];
    const package_ =
      evidence.get('package') ||
      evidence.before(/^\s*Executable: \/nix\/store\/[0-9a-z]{32}-(?<is>[^/\s]{1,200})/, 40)
        ?.groups?.['is'];
    const why = signal === undefined ? undefined : signals[signal];
    return {
      culprit: `${package_ ?? program}${signal === undefined ? '' : ` (signal ${signal})`}`,
      facts: { program, signal, package: package_ },
      message: `${program}${package_ === undefined ? '' : ` (${package_})`} crashed${why === undefined ? '' : `: it was ended for ${why}`}. A crash says where it happened, not why; the frames of its stack tell more.`,
      fixes: stepsFor(program, evidence.get('pid') || evidence.get('number')),
      verify: [`coredumpctl list ${safe(program)}`],
    };
  },
};

const safe = (name: string): string => (/^[\w.-]{1,80}$/.test(name) ? name : '');

function stepsFor(program: string, pid: string): readonly DiagnosisFix[] {
  return [
    shellFix(
      'See where it crashed: the first frames that name a library tell whose fault it is (a graphics driver, a plugin, the program itself).',
      `coredumpctl info ${pid}`,
    ),
    advice(
      `If it began with an update: start the generation of before from the boot menu. If ${program} runs there, stay on that revision of nixpkgs until it is mended, and look for an issue with those frames.`,
    ),
    advice(
      'For a program that draws (Electron, browsers): try it with --disable-gpu; if that helps, it is the graphics driver.',
    ),
  ];
}
