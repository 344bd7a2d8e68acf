import type { View } from '@nixai/api';
import type { Profile } from '../results/profile.js';
import { busyOf } from './busy.js';
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
  const held = [...heldUp(profile), ...busyOf(profile)];
  if (held.length > 0) parts.push(held.map((line) => view.wrap(line)).join('\n'));
  const phased = builds.filter(({ phases }) => phases.some(({ name }) => name !== 'before'));
  for (const build of phased.slice(0, mostPhased)) parts.push(phasesOf(build, view));
  if (phased.length === 0)
    parts.push(
      view.wrap(
        builds.length === 1
          ? 'Its builder tells of no phases.'
          : 'None of their builders tells of phases.',
      ),
    );
  return parts.join('\n\n');
}

const mostNamed = 6;

/** What kept several builds from being over sooner. */
function heldUp({ chain = [], atOnce, builds }: Profile): string[] {
  if (builds.length < 2) return [];
  const lines: string[] = [];
  const inChain = chain.reduce((sum, one) => sum + one.seconds, 0);
  if (chain.length > 1) {
    const names = chain.map(({ name }) => name);
    const left = names.length - mostNamed;
    const shown =
      left > 0 ? [...names.slice(0, 2), `${left + 1} more`, ...names.slice(3 - mostNamed)] : names;
    lines.push(
      `One after the other, since each needed the one before: ${shown.join(', ')} (${seconds(inChain)}).`,
    );
  }
  if (atOnce === undefined) return lines;
  const { most, places, seconds: span, idle } = atOnce;
  const ran = `At most ${most} of ${places} ran at once (max-jobs); places had nothing to build for ${seconds(idle)} in sum.`;
  lines.push(`${ran}${adviceOf(inChain, span, most < places)}`);
  return lines;
}

/** Of so much of the time they waited for each other that more places would change nothing. */
const mostlyWaiting = 0.8;

function adviceOf(inChain: number, span: number, hasRoom: boolean): string {
  if (inChain === 0 || span === 0) return '';
  if (hasRoom || inChain >= mostlyWaiting * span)
    return ' More places make it no faster: what helps is a faster build of those above, as by more cores for each (cores).';
  return ` With more places it would take ${seconds(inChain)} at least.`;
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
