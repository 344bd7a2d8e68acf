import type { Profile } from '../results/profile.js';

/** Of so many of the cores it is said that all were busy, or that others had none of them. */
const nearlyAll = 0.85;
/** What does one thing at a time keeps so many busy at most; and what mostly waits so many. */
const oneThing = 1.3;
const waiting = 0.3;

/** What the builders made of the cores, and what would help, where other programs took none of them. */
export function busyOf({ cores, builds }: Pick<Profile, 'cores' | 'builds'>): string[] {
  if (cores === undefined) return [];
  const { used, others, there } = cores;
  const beside = others >= 0.1 ? `, other programs ${others.toFixed(1)}` : '';
  const told = `Builders kept ${used.toFixed(1)} of ${there} cores busy${beside}.`;
  if (others > (1 - nearlyAll) * there) return [told];
  if (used >= nearlyAll * there)
    return [
      `${told} More at once makes it no faster here: a faster machine does, or one more (remote builders).`,
    ];
  if (builds.length > 1) return [told];
  if (used < waiting)
    return [
      `${told} It mostly waited: for a disk, for the network where it has one, or for a timer.`,
    ];
  if (used < oneThing)
    return [
      `${told} It did one thing at a time: look whether its build tool may do more (enableParallelBuilding, -j).`,
    ];
  return [told];
}
