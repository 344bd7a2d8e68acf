import {
  messageOf,
  NixaiError,
  shellWord,
  type HealthMachine,
  type Plan,
  type SafeFix,
  type Task,
} from '@nixai/api';
import { collector } from './collectGarbage.js';
import type { Fixed, HealthResult } from '../results/report.js';

/** One thing that may be done without danger. */
export interface Remedy {
  readonly what: string;
  readonly argv: readonly [string, ...string[]];
  /** Whether only root may do it; another is told the command. */
  readonly needsRoot: boolean;
  /** The check that shows whether it helped. */
  readonly check: string;
  readonly target?: string;
}

/** What may be done of it. */
export interface Allowed {
  /** Needs a word of its own: it changes what the machine is made of. */
  readonly updateChannels: boolean;
  /** Only these kinds; all of them if absent. */
  readonly kinds?: readonly SafeFix['kind'][];
}

/** What is safe to do about what was found, each once. */
export function remediesFor(results: readonly HealthResult[], allowed: Allowed): readonly Remedy[] {
  const { kinds, updateChannels } = allowed;
  const remedies = results.flatMap((result): Remedy[] => {
    const { check, target, fix } = result;
    if (fix?.safe === undefined || kinds?.includes(fix.safe) === false) return [];
    switch (fix.safe) {
      case 'collect-garbage':
        return [
          {
            what: 'remove what of the store nothing needs',
            argv: collector,
            needsRoot: false,
            check,
          },
          ...(kinds === undefined ? [temporary(check)] : []),
        ];
      case 'restart-unit':
        return target === undefined
          ? []
          : [
              {
                what: `start ${target} again`,
                argv: ['systemctl', 'restart', '--', target],
                needsRoot: true,
                check,
                target,
              },
            ];
      case 'update-channels':
        return updateChannels
          ? [
              {
                what: 'update the channels of root',
                argv: ['nix-channel', '--update'],
                needsRoot: true,
                check,
              },
            ]
          : [];
      case 'clean-temporary-files':
        return [temporary(check)];
      default:
        return [];
    }
  });
  const seen = new Set<string>();
  return remedies.filter(({ argv }) => {
    const words = argv.join(' ');
    return seen.has(words) ? false : seen.add(words);
  });
}

const temporary = (check: string): Remedy => ({
  what: 'remove temporary files that are past their age',
  argv: ['systemd-tmpfiles', '--clean'],
  needsRoot: true,
  check,
});

/** The command as a person types it. */
export const commandOf = ({ argv, needsRoot }: Remedy): string =>
  `${needsRoot ? 'sudo ' : ''}${argv.map(shellWord).join(' ')}`;

/** What will be done, to be shown and confirmed. Only what this user may do is part of it. */
export function planOf(
  machine: HealthMachine,
  remedies: readonly Remedy[],
  done: (fixed: Fixed) => void,
): Plan {
  return {
    about: 'health --auto-fix',
    risk: remedies.some(({ argv }) => argv[1] === 'restart') ? 'restart' : 'none',
    actions: remedies.map((one) => ({ kind: 'run', target: one.argv.join(' '), detail: one.what })),
    async apply(task) {
      for (const one of remedies) done(await carryOut(machine, one, task));
      return {};
    },
  };
}

/** An hour: a collection may take long, and says nothing on the way. */
const patience = 60 * 60 * 1000;

async function carryOut(machine: HealthMachine, remedy: Remedy, task: Task): Promise<Fixed> {
  const { what, argv } = remedy;
  try {
    return await task.step(what, async () => {
      const { code, stderr } = await machine.run(argv, { timeout: patience });
      if (code === 0) return { what, command: argv, outcome: 'done' };
      throw new NixaiError({
        code: 'health-fix-failed',
        what: `${argv[0]} ended with ${code}`,
        why: stderr.trim().split('\n').at(-1) ?? '',
      });
    });
  } catch (error) {
    if (machine.signal.aborted) throw error;
    return { what, command: argv, outcome: 'failed', why: messageOf(error) };
  }
}
