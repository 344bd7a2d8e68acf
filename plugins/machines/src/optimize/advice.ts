import type { Sample } from '../performance/store.js';
import type { Usage } from './probe.js';

/** Something that would do a machine good, with the numbers that say so. */
export interface Advice {
  readonly id: string;
  readonly title: string;
  /** What was read there. */
  readonly numbers: readonly string[];
  /** What brings it about, as Nix. */
  readonly nix: string;
  /** What comes of it that somebody may not want. */
  readonly cost: string;
}

/** What was measured of a machine before, from `performance monitor`. */
export interface Measured {
  readonly samples: number;
  /** Highest shares in percent. */
  readonly memory?: number;
  readonly swap?: number;
  readonly killed: number;
}

export function measuredOf(samples: readonly Sample[]): Measured {
  const highest = (of: (one: Sample) => number | undefined): number | undefined =>
    samples.reduce<number | undefined>((most, one) => {
      const value = of(one);
      return value === undefined || (most !== undefined && most >= value) ? most : value;
    }, undefined);
  const [memory, swap] = [highest((one) => one.memory), highest((one) => one.swap)];
  return {
    samples: samples.length,
    ...(memory !== undefined && { memory }),
    ...(swap !== undefined && { swap }),
    killed: samples.reduce((sum, { killed = 0 }) => sum + killed, 0),
  };
}

const gibi = 2 ** 30;

/** What would do a machine good; nothing where no number says so. */
export function adviceFor(usage: Usage, measured: Measured): readonly Advice[] {
  return [
    ...memory(usage, measured),
    ...builds(usage, measured),
    ...store(usage),
    ...logs(usage),
    ...temporary(usage),
    ...trim(usage),
  ];
}

/** The numbers that say that memory is short. */
function shortage(usage: Usage, measured: Measured): readonly string[] {
  const { killed = 0, swap = 0, swapUsed = 0 } = usage;
  const swapShare = swap === 0 ? 0 : Math.round((100 * swapUsed) / swap);
  return [
    ...(killed > 0 ? [`the kernel has killed ${killed} for memory since the boot`] : []),
    ...(killed === 0 && measured.killed > 0
      ? [`the kernel killed ${measured.killed} for memory while it was measured`]
      : []),
    ...(swapShare >= 50 ? [`${swapShare} % of ${size(swap)} of swap is in use`] : []),
    ...((measured.memory ?? 0) >= 90
      ? [`memory was used up to ${measured.memory} % (${measured.samples} samples)`]
      : []),
  ];
}

function memory(usage: Usage, measured: Measured): readonly Advice[] {
  const numbers = shortage(usage, measured);
  if (usage.hasZram || numbers.length === 0 || usage.memory === undefined) return [];
  const { swap = 0 } = usage;
  return [
    {
      id: 'zram-swap',
      title: 'Swap into compressed memory',
      numbers: [
        ...numbers,
        `${size(usage.memory)} of memory, ${swap === 0 ? 'no swap' : `${size(swap)} of swap`}`,
      ],
      nix: 'zramSwap.enable = true;',
      cost: 'some time of the processor while memory is short',
    },
  ];
}

function builds(usage: Usage, measured: Measured): readonly Advice[] {
  const { processors, memory: bytes, maxJobs = 'auto', cores = '0' } = usage;
  if (processors === undefined || bytes === undefined) return [];
  const jobs = maxJobs === 'auto' ? processors : Number(maxJobs);
  const each = cores === '0' ? processors : Number(cores);
  if (!Number.isInteger(jobs) || !Number.isInteger(each) || jobs < 1 || each < 1) return [];
  const said = `max-jobs ${maxJobs} and cores ${cores} on ${processors} processors: ${jobs * each} at once at most`;
  const short = shortage(usage, measured);
  if (short.length > 0 && jobs * each > processors) {
    const fewer = Math.max(1, Math.min(4, processors, Math.floor(bytes / (4 * gibi))));
    const own = Math.max(1, Math.floor(processors / fewer));
    if (fewer >= jobs && own >= each) return [];
    return [
      {
        id: 'build-fewer',
        title: 'Build less at once',
        numbers: [...short, said],
        nix: `nix.settings.max-jobs = ${fewer}; nix.settings.cores = ${own};`,
        cost: 'builds of many small packages take longer',
      },
    ];
  }
  if (short.length > 0 || jobs * each * 2 > processors) return [];
  return [
    {
      id: 'build-more',
      title: 'Build with all processors',
      numbers: [said],
      nix: 'nix.settings.cores = 0;',
      cost: 'builds leave less for what runs beside them',
    },
  ];
}

function store({ collects, optimises, generations = 0, storeUsed = 0 }: Usage): readonly Advice[] {
  const full = storeUsed >= 70 ? [`the file system of /nix is ${storeUsed} % full`] : [];
  const many = generations >= 20 ? [`${generations} generations are kept`] : [];
  const needs = [...many, ...full];
  return [
    ...(collects === false && needs.length > 0
      ? [
          {
            id: 'collect-garbage',
            title: 'Collect what nothing needs, each week',
            numbers: [...needs, 'no timer of nix.gc or nh collects'],
            nix: 'nix.gc.automatic = true; nix.gc.dates = "weekly"; nix.gc.options = "--delete-older-than 30d";',
            cost: 'there is no going back to a generation that is older than 30 days',
          },
        ]
      : []),
    ...(optimises === false && full.length > 0
      ? [
          {
            id: 'optimise-store',
            title: 'Keep equal files of the store once',
            numbers: [...full, 'neither auto-optimise-store nor a timer does it'],
            nix: 'nix.optimise.automatic = true;',
            cost: 'the disk is read for a while, each night',
          },
        ]
      : []),
  ];
}

function logs({ journal, journalLimit }: Usage): readonly Advice[] {
  if (journal === undefined || journal < 2 * gibi || journalLimit !== undefined) return [];
  return [
    {
      id: 'journal-limit',
      title: 'Bound the journal',
      numbers: [`the journal has ${size(journal)}`, 'journald.conf has no SystemMaxUse'],
      nix: 'services.journald.extraConfig = "SystemMaxUse=1G";',
      cost: 'older entries are removed',
    },
  ];
}

function temporary({ temporary: bytes, temporaryIsMemory }: Usage): readonly Advice[] {
  if (bytes === undefined || bytes < gibi || temporaryIsMemory === true) return [];
  return [
    {
      id: 'clean-tmp',
      title: 'Empty /tmp at each boot',
      numbers: [`/tmp has ${size(bytes)} on its disk`],
      nix: 'boot.tmp.cleanOnBoot = true;',
      cost: 'what somebody keeps in /tmp is gone after a restart',
    },
  ];
}

function trim({ untrimmed }: Usage): readonly Advice[] {
  if (untrimmed === undefined) return [];
  return [
    {
      id: 'trim',
      title: 'Tell the solid-state disk weekly what is free',
      numbers: [`${untrimmed} does not turn and takes discards`, 'there is no fstrim.timer'],
      nix: 'services.fstrim.enable = true;',
      cost: 'nothing to speak of',
    },
  ];
}

function size(bytes: number): string {
  return bytes >= gibi ? `${(bytes / gibi).toFixed(1)} GiB` : `${Math.round(bytes / 2 ** 20)} MiB`;
}
