/** A stable release of NixOS and the days that matter to who runs it. */
export interface NixosRelease {
  /** As branches and `system.stateVersion` spell it: `26.05`. */
  readonly release: string;
  /** ISO date of its publication; of the planned day where `planned` is true. */
  readonly released: string;
  /** ISO date of the last day with security updates. */
  readonly endOfLife: string;
  /** The day of publication is announced or follows from the rule, and was not seen yet. */
  readonly planned?: true;
}

/**
 * The calendar: a release at the end of May and one at the end of November, each supported for a
 * month after its successor. What is known of each; later ones follow from the rule.
 */
export const nixosReleases: readonly NixosRelease[] = [
  { release: '23.05', released: '2023-05-31', endOfLife: '2023-12-31' },
  { release: '23.11', released: '2023-11-29', endOfLife: '2024-06-30' },
  { release: '24.05', released: '2024-05-31', endOfLife: '2024-12-31' },
  { release: '24.11', released: '2024-11-30', endOfLife: '2025-06-30' },
  { release: '25.05', released: '2025-05-23', endOfLife: '2025-12-31' },
  { release: '25.11', released: '2025-11-30', endOfLife: '2026-06-30' },
  { release: '26.05', released: '2026-05-30', endOfLife: '2026-12-31' },
  { release: '26.11', released: '2026-11-30', endOfLife: '2027-06-30', planned: true },
];

/** A planned release counts as published once this many days have passed: they do slip. */
const slip = 14;
const dayLength = 24 * 60 * 60 * 1000;

/** The newest stable release on a day: what a new machine should get. */
export function stableRelease(day: Date): NixosRelease {
  let [stable] = nixosReleases as readonly [NixosRelease];
  for (let next = stable; isOut(next, day); next = releaseAfter(next)) stable = next;
  return stable;
}

/** The release that follows another. */
export function releaseAfter({ release }: Pick<NixosRelease, 'release'>): NixosRelease {
  const [year = 0, month = 0] = release.split('.').map(Number);
  const name = month === 5 ? `${twoDigits(year)}.11` : `${twoDigits(year + 1)}.05`;
  return nixosRelease(name) ?? byRule(name);
}

/** What the calendar knows of a release, or nothing where it is too old or none. */
export function nixosRelease(release: string): NixosRelease | undefined {
  return nixosReleases.find((known) => known.release === release);
}

/** Whether a release gets no more security updates on a day. */
export function isEndOfLife({ endOfLife }: NixosRelease, day: Date): boolean {
  return day.getTime() >= Date.parse(endOfLife) + dayLength;
}

function isOut({ released, planned }: NixosRelease, day: Date): boolean {
  return day.getTime() >= Date.parse(released) + (planned === true ? slip * dayLength : 0);
}

function byRule(release: string): NixosRelease {
  const [year = 0, month = 0] = release.split('.').map(Number);
  const [released, endOfLife] =
    month === 5
      ? [`20${twoDigits(year)}-05-31`, `20${twoDigits(year)}-12-31`]
      : [`20${twoDigits(year)}-11-30`, `20${twoDigits(year + 1)}-06-30`];
  return { release, released, endOfLife, planned: true };
}

const twoDigits = (value: number) => String(value).padStart(2, '0');
