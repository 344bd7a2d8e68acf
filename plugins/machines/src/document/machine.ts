import type { OptionCatalog } from '@nixai/api';
import type { Setting } from '../written/settings.js';
import type { Documented, DocumentedSetting } from './result.js';
import { servicesOf } from './services.js';
import { usersOf } from './users.js';

const about = [
  'networking.hostName',
  'networking.domain',
  'nixpkgs.hostPlatform',
  'nixpkgs.system',
  'system.stateVersion',
  'time.timeZone',
];

const disks = [
  /^fileSystems\.[^.]+\.(?:device|fsType)$/,
  /^fileSystems\."[^"]+"\.(?:device|fsType)$/,
  /^swapDevices/,
  /^boot\.initrd\.luks\.devices\..+\.device$/,
  /^disko\.devices\.(?:disk|zpool|lvm_vg)\..+\.(?:device|mountpoint|format)$/,
];

/** What a machine is, by what its configuration's files set. */
export function machineOf(
  settings: readonly Setting[],
  catalog: OptionCatalog | undefined,
): Pick<Documented, 'about' | 'services' | 'firewall' | 'users' | 'disks'> {
  return {
    about: settings
      .filter(({ option }) => about.includes(option))
      .map(documented)
      .sort(byOption),
    services: servicesOf(settings, catalog),
    firewall: settings
      .filter(({ option }) => /^networking\.(?:firewall|nat)\./.test(option))
      .map(documented)
      .sort(byOption),
    users: usersOf(settings),
    disks: settings
      .filter(({ option }) => disks.some((one) => one.test(option)))
      .map(documented)
      .sort(byOption),
  };
}

/** A setting as results have it. */
export const documented = ({
  option,
  text,
  conditional,
  file,
  line,
}: Setting): DocumentedSetting => ({
  option,
  value: text,
  conditional,
  place: { file, line },
});

const byOption = (one: DocumentedSetting, other: DocumentedSetting): number =>
  one.option === other.option
    ? one.place.file < other.place.file
      ? -1
      : one.place.line - other.place.line
    : one.option < other.option
      ? -1
      : 1;
