/** What npm takes for the name of a new package (validate-npm-package-name); never a path that leads out. */
const packageName = /^(?:@[a-z0-9][a-z0-9._-]*\/)?[a-z0-9][a-z0-9._-]*$/;

/** Semantic Versioning 2.0.0. */
const semanticVersion = /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/;

export const isPackageName = (name: unknown): name is string =>
  typeof name === 'string' && name.length <= 214 && packageName.test(name);

export const isVersion = (version: unknown): version is string =>
  typeof version === 'string' && version.length <= 256 && semanticVersion.test(version);

/**
 * Whether the first version is the older one; a pre-release is older than its release. Of two
 * pre-releases of one version neither is called older.
 */
export function isOlder(version: string, than: string): boolean {
  const [mine, theirs] = [version, than].map(parts);
  for (const at of [0, 1, 2, 3]) {
    const [a = 0, b = 0] = [mine?.[at], theirs?.[at]];
    if (a !== b) return a < b;
  }
  return false;
}

function parts(version: string): number[] {
  const [numbers = '', ...before] = (version.split('+')[0] ?? '').split('-');
  return [...numbers.split('.').map(Number), before.length > 0 ? 0 : 1];
}

/** Whether a range that npm was asked for still allows a version: `^1.2.0`, `~1.2`, a tag. */
export function stillAllows(range: string, version: string): boolean {
  const [sign = '', asked = ''] = [range.slice(0, 1), range.slice(1)];
  const [major, minor] = asked.split('.');
  const [itsMajor, itsMinor] = version.split('.');
  if (sign === '^') return major === itsMajor && (major !== '0' || minor === itsMinor);
  if (sign === '~') return major === itsMajor && (minor === undefined || minor === itsMinor);
  // A tag, such as latest: whatever the registry says it is. Other ranges say themselves what they want.
  return !/\d/.test(range);
}
