import type { View } from '@nixai/api';
import type { Profile } from '../results/profile.js';
import { seconds } from './words.js';

type Build = Profile['builds'][number];

const mostBuilds = 10;
/** Of so many the phases are shown. */
const mostPhased = 3;
const barWidth = 20;

/** Builds and their phases, the slowest first. */
export function renderProfile(profile: Profile, view: View): string {
  const { builds, argv, date, inBuilds } = profile;
  if (builds.length === 0)
    return view.wrap(
      `${argv.join(' ')} had nothing to build: there is nothing that was measured. To build it once more: --rebuild.`,
    );
  const when = date === undefined ? '' : ` on ${date.slice(0, 16).replace('T', ' ')} UTC`;
  const count = builds.length === 1 ? 'one build' : `${builds.length} builds`;
  const parts = [
    view.wrap(
      `${argv.join(' ')} took ${seconds(profile.seconds)}${when}: ${count}, ${seconds(inBuilds)} together.`,
    ),
  ];
  if (builds.length > 1) parts.push(buildsTable(builds, view));
  for (const build of builds.slice(0, mostPhased)) parts.push(phasesOf(build, view));
  return parts.join('\n\n');
}

function buildsTable(builds: readonly Build[], view: View): string {
  const longest = builds[0]?.seconds ?? 0;
  const shown = builds.slice(0, mostBuilds);
  const hasEarlier = builds.some(({ earlier }) => earlier !== undefined);
  const table = view.table(
    [
      { title: 'build', flexible: true },
      { title: 'time', align: 'right' },
      ...(hasEarlier ? [{ title: 'before', align: 'right' as const }] : []),
      { title: '' },
    ],
    shown.map((one) => [
      ...[titleOf(one), seconds(one.seconds)],
      ...(hasEarlier ? [one.earlier === undefined ? '' : seconds(one.earlier.seconds)] : []),
      bar(one.seconds, longest),
    ]),
  );
  const more = builds.length - shown.length;
  return more === 0 ? table : `${table}\nand ${more} more (--json has them)`;
}

function phasesOf(build: Build, view: View): string {
  const longest = build.phases[0]?.seconds ?? 0;
  const before =
    build.earlier === undefined ? '' : `; ${seconds(build.earlier.seconds)} the last time`;
  const head = view.style.heading(`${titleOf(build)}, ${seconds(build.seconds)}${before}`);
  const table = view.table(
    [
      { title: 'phase' },
      { title: 'time', align: 'right' },
      { title: 'share', align: 'right' },
      { title: '' },
    ],
    build.phases.map((phase) => [
      phase.name === 'before' ? 'before the first phase' : phase.name,
      seconds(phase.seconds),
      `${Math.round((100 * phase.seconds) / (build.seconds || 1))} %`,
      bar(phase.seconds, longest),
    ]),
  );
  return `${head}\n${table}`;
}

const titleOf = ({ name, outcome }: Build): string =>
  outcome === 'built' ? name : `${name} (${outcome})`;

const bar = (part: number, longest: number): string =>
  '█'.repeat(longest === 0 ? 0 : Math.round((barWidth * part) / longest));
