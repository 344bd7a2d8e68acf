import type { DiagnosisFix, DiagnosisRule, Evidence } from '@nixai/api';
import { advice, nixFix, shellFix, onNixos } from '../../shared/fix.js';

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
    const { text, source } = evidence.line;
    // Who asked for memory is not who was killed for it.
    const killed =
      /(?:Killed process|Out of memory: Kill(?:ed)? process) (?<pid>\d{1,8}) \((?<process>[^)]{1,40})\)/;
    const victim = (killed.exec(text) ?? evidence.after(killed, 40) ?? evidence.before(killed, 40))
      ?.groups;
    const named = evidence.get('process') || evidence.get('other') || victim?.['process'] || '';
    // A service of the journal is no build.
    const command =
      named ||
      compilerIn(text) ||
      (evidence.before(
        /\b(?<tool>rustc|cc1plus|cc1|clang|ghc|javac|node|ld|collect2|go|swiftc|esbuild|tsc)\b/,
        12,
      )?.groups?.['tool'] ??
        '');
    const run = evidence.before(
      /(?<command>nix flake check|nix-instantiate|nix eval|nixos-rebuild|nix-env -q|hydra-eval-jobs|nix-eval-jobs)\b|^(?<evaluating>evaluating (?:flake|derivation|file)|(?:checking|evaluating)\b)/,
      12,
    )?.groups;
    const building =
      evidence.before(/^building '|^these \d+ derivations|Running phase:|^\S+> /, 12) !== undefined;
    const evaluating =
      /heap sections|GC Warning/.test(text) ||
      (package_ === undefined &&
        !building &&
        (run !== undefined ||
          /^(?:nix|nixos-rebuild|nix-instantiate|nix-eval-jobs)$/.test(command)));
    const invoker = /(?<by>[\w+.:-]{1,40}) invoked oom-killer/.exec(text)?.groups?.['by'];
    // The line that names the victim says the same with its name.
    if (invoker !== undefined && victim !== undefined && !killed.test(text)) return undefined;
    const subject = evaluating
      ? `the evaluator (${run?.['command'] ?? (command || 'nix')})`
      : [
          command || 'a process',
          victim?.['pid'] !== undefined && `(pid ${victim['pid']})`,
          package_ !== undefined && `in ${package_}`,
        ]
          .filter((part) => typeof part === 'string')
          .join(' ');
    const proven =
      source === 'kernel' || victim !== undefined || evidence.all(speaksOfMemory)[0] !== undefined;
    // What compilers and the evaluator are ended by signal 9 for is hardly ever something else.
    const compiler = compilerIn(named || text) !== undefined;
    const fixes = evaluating ? forEvaluation : forBuild(package_);
    return {
      culprit: subject,
      facts: { process: command || undefined, derivation: package_ },
      message: proven
        ? `${subject} was killed or gave up because memory ran out${source === 'kernel' || victim !== undefined ? ", by the kernel's OOM killer" : ''}.`
        : evidence.context.platform === 'darwin'
          ? `${subject} was ended by signal 9 (Killed). macOS does so when memory is short, and when it does not accept a program's file.`
          : `${subject} was ended by signal 9 (Killed). That is mostly the kernel, because memory ran out; this log does not say so, and kill -9, a time limit or a container's limit look the same.`,
      ...(proven ? {} : { confidence: compiler || evaluating ? 0.8 : 0.55 }),
      fixes: proven || compiler || evaluating ? fixes : [askKernel(evidence.context), ...fixes],
      verify:
        evidence.context.platform === 'darwin'
          ? ['memory_pressure']
          : ['journalctl -k -b | grep -i "out of memory"', 'free -h'],
    };
  },
};

/** What says that memory ran out; a signal alone does not. */
const speaksOfMemory =
  /[Oo]ut of [Mm]emory|OutOfMemory|\b[Oo][Oo][Mm]\b|oom[-_]kill|oom_reaper|memory exhausted|bad_alloc|memory allocation of|Cannot allocate memory|Too many heap sections|memory cgroup/;

const askKernel = ({ platform }: Evidence['context']): DiagnosisFix =>
  platform === 'darwin'
    ? shellFix(
        'See why macOS ended it: for want of memory, or because a file of it is damaged or not signed as macOS wants it (of an installation that broke off: remove that, and install again).',
        `log show --last 15m --predicate 'process == "kernel"' | grep -iE "memorystatus|code sign|cs_invalid"`,
      )
    : shellFix(
        'See whether the kernel ended it for want of memory.',
        'journalctl -k -b | grep -iE "oom|out of memory"',
      );

const swap = nixFix(
  'Add swap: compressed memory, and a file on disk.',
  'zramSwap.enable = true;\nswapDevices = [ { device = "/swapfile"; size = 8192; } ];',
  { risk: 'restart', holds: onNixos },
);

/** The evaluator is one process: what builds may do side by side does not matter to it. */
const forEvaluation: readonly DiagnosisFix[] = [
  swap,
  advice(
    'Evaluate less at once: one host or package at a time (nix build .#NAME instead of nix flake check), not all systems; close other programs. max-jobs and cores are for builds, and do not help here.',
  ),
];

const forBuild = (package_: string | undefined): readonly DiagnosisFix[] => [
  shellFix(
    `Build it alone, on ${package_ === undefined ? 'one or two cores' : 'fewer cores'}: give your command these options.`,
    'nix build --max-jobs 1 --cores 2   # nixos-rebuild and home-manager take them too',
  ),
  nixFix(
    'For good: fewer builds at once, each with fewer cores.',
    'nix.settings.max-jobs = 1;\nnix.settings.cores = 2;',
    { holds: { platforms: ['nixos', 'darwin', 'unknown'] } },
  ),
  swap,
  advice(
    'Or do not build it here: use a binary cache that has it, a remote builder with more memory, or a prebuilt variant (-bin).',
  ),
];

const compilerIn = (text: string): string | undefined =>
  /\b(?:rustc|cc1plus|cc1|clang\+?\+?|g\+\+|gcc|ghc|javac|node|ninja|ld\.lld|ld|lld|cargo|webpack)\b/.exec(
    text,
  )?.[0];
