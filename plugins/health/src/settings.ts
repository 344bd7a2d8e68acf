import {
  healthProfiles,
  token,
  type ConfigCheck,
  type ConfigFault,
  type ConfigSection,
  type HealthProfile,
} from '@nixai/api';

export interface HealthSettings {
  /** What is looked at where no flag says so. */
  readonly profile?: HealthProfile;
  /** Units whose failure is critical, and which no fix touches. */
  readonly critical_units: readonly string[];
  /** Bounds by check and level: `{ 'disk.space': { minor: 80 } }`. */
  readonly thresholds: Readonly<
    Record<string, Partial<Record<'minor' | 'major' | 'critical', number>>>
  >;
  /** Ids of checks that are left out. */
  readonly disable: readonly string[];
  /** Reports that `--record` keeps. */
  readonly keep: number;
}

/** Reads the section; declared once, when the plugin is registered. */
export const healthSettings = token<() => Promise<HealthSettings>>('health.settings');

/** The plugin's section of the configuration. */
export const healthSection: ConfigSection<HealthSettings> = {
  name: 'health',
  describe: {
    profile: `What to look at where no --profile is given: ${healthProfiles.join(', ')}`,
    critical_units: 'Units whose failure is critical, and which no fix touches',
    'thresholds.*.minor': 'From where on a check’s value is minor: thresholds.disk\\.space.minor',
    'thresholds.*.major': 'From where on it is major',
    'thresholds.*.critical': 'From where on it is critical',
    disable: 'Ids of checks that are left out',
    keep: 'How many reports --record keeps',
  },
  defaults: {
    critical_units: [
      'sshd.service',
      'dbus.service',
      'dbus-broker.service',
      'NetworkManager.service',
      'systemd-networkd.service',
      'systemd-resolved.service',
      'systemd-journald.service',
      'display-manager.service',
      'nix-daemon.service',
      'firewall.service',
    ],
    thresholds: {},
    disable: [],
    keep: 90,
  },
  validate,
};

function validate(raw: unknown): ConfigCheck<HealthSettings> {
  const {
    profile,
    critical_units: critical,
    thresholds,
    disable,
    keep,
  } = raw as Record<string, unknown>;
  const faults: ConfigFault[] = [];
  const wrong = (path: readonly string[], message: string) => void faults.push({ path, message });
  if (profile !== undefined && !healthProfiles.includes(profile as HealthProfile))
    wrong(['profile'], `expected one of ${healthProfiles.join(', ')}`);
  for (const [name, value] of Object.entries({ critical_units: critical, disable }))
    if (!isWords(value)) wrong([name], 'expected a list of words');
  if (typeof keep !== 'number' || !Number.isInteger(keep) || keep < 1 || keep > 10_000)
    wrong(['keep'], 'expected an integer from 1 to 10000');
  if (typeof thresholds !== 'object' || thresholds === null || Array.isArray(thresholds))
    wrong(['thresholds'], 'expected checks with their bounds');
  else
    for (const [check, bounds] of Object.entries(thresholds))
      for (const [level, bound] of Object.entries((bounds ?? {}) as object))
        if (
          !['minor', 'major', 'critical'].includes(level) ||
          typeof bound !== 'number' ||
          !Number.isFinite(bound)
        )
          wrong(['thresholds', check, level], 'expected minor, major or critical, with a number');
  return faults.length > 0 ? { ok: false, faults } : { ok: true, value: raw as HealthSettings };
}

const isWords = (value: unknown): boolean =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');
