import { editDistance } from '@nixai/language';

let known: readonly string[] | undefined;

/** The names of today; asked for once. */
const allZones = (): readonly string[] => (known ??= Intl.supportedValuesOf('timeZone'));

/** The zone that a text was meant to be; undefined where it is one, and where nothing is like it. */
export function meantZone(text: string): string | undefined {
  const zones = allZones();
  const written = text.replaceAll(' ', '_');
  if (zones.includes(text)) return undefined;
  // The names that count hours have the sign the other way round.
  const [, sign, hours] = /^(?:UTC|GMT) ?([+-])0?(\d{1,2})(?::?00)?$/.exec(text) ?? [];
  if (hours !== undefined) return `Etc/GMT${sign === '+' ? '-' : '+'}${hours}`;
  const lower = written.toLowerCase();
  const same = zones.find((zone) => zone.toLowerCase() === lower);
  if (same !== undefined) return same;
  if (isZone(text)) return undefined;
  const city = zones.find((zone) => lastPart(zone) === lastPart(lower));
  if (city !== undefined) return city;
  return written.length < 6
    ? undefined
    : zones.find((zone) => editDistance(zone.toLowerCase(), lower, 2) <= 2);
}

const lastPart = (zone: string): string => zone.slice(zone.lastIndexOf('/') + 1).toLowerCase();

/** Names of before, such as `Asia/Calcutta`, are zones too; offsets are none of the zone files. */
function isZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text.replace(/^(?:posix|right)\//, '') });
    return !/^[+-]/.test(text);
  } catch {
    return false;
  }
}
