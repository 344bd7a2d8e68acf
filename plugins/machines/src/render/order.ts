import type { PlanSettings } from '../deploy/settings.js';

/** How a deployment goes about it, a sentence a line: also what a plan's hooks run, as it stands there. */
export function orderLines({ mode, policy, health, soak, drain, undrain }: PlanSettings): string[] {
  const { atOnce, onFailure, rollbackOnFailure } = policy;
  return [
    atOnce === 1 ? 'one after the other' : `at most ${atOnce} down at once`,
    rollbackOnFailure
      ? 'where one fails, those that are done go back too'
      : onFailure === 'stop'
        ? 'the first that fails stops the rest'
        : 'where one fails, the others go on',
    ...(mode === 'boot' ? ['the new system comes with the next boot'] : []),
    ...(mode === 'test' ? ['the next boot brings the old system again'] : []),
    ...(health.url === undefined ? [] : [`each is asked for ${whole(health.url)}`]),
    ...(health.command === undefined ? [] : [`run on each: ${whole(health.command)}`]),
    ...(soak === 0 ? [] : [`each has to stay well for ${soak} s`]),
    ...(drain === undefined ? [] : [`run here before each: ${whole(drain)}`]),
    ...(undrain === undefined ? [] : [`run here after each: ${whole(undrain)}`]),
  ];
}

/** A stranger's line may have so many blanks in it that its beginning or its end is out of sight. */
const whole = (line: string): string =>
  line
    .replace(/\s{9,}/g, (blanks) => ` <${blanks.length} blanks> `)
    .split('\n')
    .join('\n    ');
