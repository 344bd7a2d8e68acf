import {
  ExitCode,
  healthChecks,
  messageOf,
  NixaiError,
  type HealthCheck,
  type HealthProfile,
  type Host,
} from '@nixai/api';

/** A check, and the plugin that brings it where that is not this one. */
export interface Selected {
  readonly check: HealthCheck;
  readonly from?: string;
}

export interface Selection {
  /** Ids, or the first part of some: `disk`. All that apply when empty. */
  readonly names: readonly string[];
  readonly profile?: HealthProfile;
  readonly production: boolean;
  readonly deep: boolean;
  readonly disabled: readonly string[];
}

const own = '@nixai/plugin-health';

/** Every check that some plugin brings; a plugin whose checks cannot be had is named and left out. */
export async function allChecks(host: Host): Promise<readonly Selected[]> {
  const given = await host.point(healthChecks).list();
  const sets = await Promise.all(
    given.map(async ({ name, origin, create }) => {
      const checks = await create().catch((error: unknown) => {
        host.log.warn(`the health checks "${name}" of ${origin} are left out: ${messageOf(error)}`);
        return [];
      });
      return checks.map((check) => ({ check, ...(origin !== own && { from: origin }) }));
    }),
  );
  return sets.flat();
}

/**
 * The checks that were asked for.
 * @throws NixaiError `health-unknown-check` (exit 2), naming the nearest.
 */
export function selectChecks(all: readonly Selected[], selection: Selection): readonly Selected[] {
  const { names, profile, production, deep, disabled } = selection;
  if (names.length > 0) return [...new Set(names.flatMap((name) => named(all, name)))];
  return all.filter(
    ({ check: { id, profiles, only } }) =>
      !disabled.includes(id) &&
      (only === undefined || (only === 'production' ? production || deep : deep)) &&
      (profiles === undefined ||
        (profile === undefined
          ? !profiles.every((one) => one === 'developer')
          : profiles.includes(profile))),
  );
}

/** One check, or all of an area. */
export function named(all: readonly Selected[], name: string): readonly Selected[] {
  const found = all.filter(
    ({ check: { id, group } }) => id === name || id.startsWith(`${name}.`) || group === name,
  );
  if (found.length > 0) return found;
  throw new NixaiError({
    code: 'health-unknown-check',
    what: `there is no check "${name}"`,
    hint: 'nixai health list',
    exitCode: ExitCode.usage,
  });
}
