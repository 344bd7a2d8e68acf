import type { DiagnosisRule } from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { buildAgain } from '../../shared/verify.js';

export const outOfMemory: DiagnosisRule = {
  id: 'build/out-of-memory',
  class: 'out-of-memory',
  phase: 'build',
  title: 'Out of memory',
  components: ['build', 'memory'],
  confidence: 0.92,
  patterns: [
    {
      anchors: [
        'Killed signal terminated program',
        'signal: 9',
        'signal 9',
        'SIGKILL',
        'Killed: 9',
        'terminated with signal 9',
      ],
      line: /(?:fatal error: )?(?:Killed (?:signal terminated program (?<process>[\w+.-]{1,60}))|(?:signal: 9, )?SIGKILL|signal[: ]{1,2}9\b|Killed: 9)/,
    },
    {
      anchors: [
        'Out of memory: Kill',
        'oom-kill',
        'Killed process',
        'killed by the OOM killer',
        'oom_reaper',
        'invoked oom-killer',
      ],
      line: /(?:Out of memory: Kill(?:ed)? process \d{1,8} \((?<process>[^)]{1,40})\)|Killed process \d{1,8} \((?<other>[^)]{1,40})\)|killed by the OOM killer|(?<cause>[\w+.:-]{1,40}) invoked oom-killer)/,
    },
    {
      anchors: ['Killed'],
      line: /(?:line \d{1,6}: {1,3}\d{1,8} Killed(?: {1,20}(?<process>\S{1,80}))?|^Killed$|: Killed$|\*\*\* \[.{1,100}\] Killed)/,
    },
    {
      anchors: [
        'out of memory',
        'Out of memory',
        'OutOfMemoryError',
        'heap out of memory',
        'memory allocation of',
        'Cannot allocate memory',
        'bad_alloc',
        'memory exhausted',
        'Too many heap sections',
        'std::bad_alloc',
      ],
      line: /(?:Nix daemon out of memory|virtual memory exhausted|JavaScript heap out of memory|java\.lang\.OutOfMemoryError|memory allocation of \d{1,16} bytes failed|Cannot allocate memory|std::bad_alloc|GC Warning: Out of Memory|Out of memory|Too many heap sections|: out of memory|cc1plus: out of memory)/,
    },
    {
      anchors: ['failed due to signal 9', 'exit code 137', 'failed with exit code 9'],
      line: /(?:builder (?:for .{1,300} )?failed (?:due to signal 9|with exit code (?:137|9)\b)|exit code 137)/,
    },
  ],
  docs: [
    {
      title: 'nix.conf: cores, max-jobs',
      url: 'https://nix.dev/manual/nix/latest/advanced-topics/cores-vs-jobs',
    },
  ],
  explain(evidence) {
    const package_ = evidence.block.derivation;
    const named = evidence.get('process') || evidence.get('other') || evidence.get('cause');
    const command =
      named ||
      compilerIn(evidence.line.text) ||
      (evidence.before(
        /\b(?<tool>rustc|cc1plus|cc1|clang|ghc|javac|node|ld|collect2|go|swiftc|esbuild|tsc|nix)\b/,
        12,
      )?.groups?.['tool'] ??
        '');
    const evaluating =
      /heap sections|GC Warning/.test(evidence.line.text) ||
      (package_ === undefined && /\bnix\b/.test(command));
    const subject = [
      command || (evaluating ? 'the evaluation' : 'a process'),
      package_ && `in ${package_}`,
    ]
      .filter((part) => part)
      .join(' ');
    return {
      culprit: subject,
      facts: { process: command || undefined, derivation: package_ },
      message: `${subject} was killed or gave up because memory ran out (signal 9 comes from the kernel's OOM killer).`,
      fixes: [
        nixFix(
          'Build less at once: fewer jobs, each with fewer cores.',
          'nix.settings.max-jobs = 1;\nnix.settings.cores = 2;',
        ),
        shellFix(
          'For one run.',
          evaluating
            ? 'nixos-rebuild switch --option eval-cache false   # with less else running'
            : 'nix build --cores 1 --max-jobs 1',
        ),
        nixFix(
          'Add swap.',
          'zramSwap.enable = true;\nswapDevices = [ { device = "/swapfile"; size = 8192; } ];',
          'restart',
        ),
        advice(
          'Or do not build it here: use a binary cache that has it, a remote builder with more memory, or a prebuilt variant (-bin).',
        ),
      ],
      verify: ['journalctl -k -b | grep -i "out of memory"', 'free -h', ...buildAgain(package_)],
    };
  },
};

const compilerIn = (text: string): string | undefined =>
  /\b(?:rustc|cc1plus|cc1|clang\+?\+?|g\+\+|gcc|ghc|javac|node|ninja|ld|lld|cargo|webpack)\b/.exec(
    text,
  )?.[0];
