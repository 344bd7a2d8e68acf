import type { Diagnosis, DiagnosisRule } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';

/** Nix itself breaks: an assertion in its own code, or a crash. */
export const nixCrash: DiagnosisRule = {
  id: 'store/nix-crash',
  class: 'nix-crash',
  phase: 'store',
  title: 'Nix itself crashed',
  components: ['nix', 'store'],
  confidence: 0.9,
  patterns: [
    {
      anchors: ['Assertion '],
      line: /^(?:(?<program>nix[\w-]{0,30}): )?(?:(?<file>(?:src\/|\.\.\/)[\w./-]{3,120}\.(?:cc|hh)):(?<row>\d{1,6}): .{1,300}Assertion [`'].{1,300}' failed|terminating due to unexpected unrecoverable internal error: Assertion '.{1,300}' failed in .{1,200} at (?<place>\S{1,200}))/,
    },
    {
      anchors: ['unrecoverable internal error', 'internal error. Please report'],
      line: /(?<what>terminating due to unexpected unrecoverable internal error: (?!Assertion).{1,200}|Nix crashed\. This is a bug.{0,100})/,
    },
    {
      anchors: ['Nix command failed: signal', 'SIGABRT', 'SIGSEGV'],
      line: /(?<what>Nix command failed: signal: \d{1,2} \(SIG\w{3,8}\)|\bnix(?:-[a-z]{3,20})?\b.{0,60}(?:terminated|killed) by signal (?:SIGABRT|SIGSEGV).{0,60})/,
    },
    {
      // The shell tells it, with the number of the process and the command.
      anchors: ['Bus error '],
      line: /\b\d{1,8} Bus error\s{1,30}(?:\(core dumped\) )?(?<bus>nix(?:-[a-z]{3,20})?)\b/,
    },
  ],
  docs: [{ title: 'Issues of Nix', url: 'https://github.com/NixOS/nix/issues' }],
  explain(evidence) {
    if (evidence.get('bus') !== '') return busError(evidence.get('bus'));
    const place =
      evidence.get('place') ||
      [evidence.get('file'), evidence.get('row')].filter((part) => part !== '').join(':');
    const program = evidence.get('program') || 'nix';
    return {
      culprit:
        place === ''
          ? `${program}: ${evidence.get('what').slice(0, 160)}`
          : `${program} at ${place}`,
      facts: { program, place: place || undefined },
      message: `${program} stopped at a check of its own${place === '' ? '' : ` (${place})`}: that is a bug of Nix, and not of your configuration.`,
      fixes: [
        shellFix(
          'Run the command again; if it stops at the same place, do it with another version of Nix (give the command its own options).',
          'nix shell nixpkgs#nixVersions.latest',
        ),
        advice(
          'If it comes while many paths are fetched, fetch less at once: --max-substitution-jobs 1, or build the part that fails alone first.',
        ),
      ],
      verify: ['nix --version'],
    };
  },
};

/** A file that is mapped into memory has lost its ground: what it lies on is full, or cannot be read. */
function busError(program: string): Diagnosis {
  return {
    culprit: `${program}: bus error`,
    facts: { program },
    message: `${program} was ended by the kernel (SIGBUS): it uses a file in memory whose file system has no room left for it, as a live system's own in RAM, or whose disk cannot be read.`,
    fixes: [
      shellFix(
        'If one of these is full (a live system keeps its store and /tmp in RAM): give it more room, or build with less at once (--max-jobs 1), and run it again.',
        'df -h / /tmp /nix/store; free -h',
      ),
      shellFix(
        'If none is: the disk or the memory fails. The kernel says which.',
        'journalctl -k --no-pager | grep -iE "i/o error|sigbus|out of memory|mce" | tail',
      ),
    ],
    verify: ['df -h / /tmp /nix/store'],
  };
}
