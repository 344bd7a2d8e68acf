import semver from 'semver';

/** True where the person has chosen one version, and an update shall leave it alone. */
export const isExact = (range: string): boolean => semver.valid(range) !== null;

/** Whether the first version is the older one, by the order of Semantic Versioning. */
export const isOlder = (version: string, than: string): boolean => semver.lt(version, than);

/**
 * Whether what npm was asked for still allows a version: `^1.2.0`, `>=1`; a tag, such as latest, is
 * whatever the registry says.
 */
export function stillAllows(range: string, version: string): boolean {
  if (semver.validRange(range) === null) return true;
  return semver.satisfies(version, range, { includePrerelease: true });
}
