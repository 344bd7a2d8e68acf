import { point } from '../point.js';
import type { HealthMachine } from './machine.js';

/** What came of looking; `skipped` where it does not apply, `unknown` where it could not be told. */
export const healthStatuses = ['ok', 'minor', 'major', 'critical', 'unknown', 'skipped'] as const;
export type HealthStatus = (typeof healthStatuses)[number];

/** Parts of a report, in the order they are shown. */
export const healthGroups = [
  'configuration',
  'services',
  'resources',
  'disk',
  'network',
  'boot',
  'store',
  'updates',
  'security',
  'hardware',
  'backup',
] as const;
export type HealthGroup = (typeof healthGroups)[number];

export const healthProfiles = ['server', 'desktop', 'developer'] as const;
export type HealthProfile = (typeof healthProfiles)[number];

/**
 * What a check cannot be done without: a machine that runs (and is not a folder of one), systemd,
 * NixOS, a Nix store, a network that may be used; `here` where this process itself reads, connects or
 * asks Nix, and not the machine.
 */
export type HealthNeed = 'running' | 'systemd' | 'nixos' | 'nix' | 'network' | 'here';

/** Bounds of a value from which on it is worse; from `below`, the value is worse the smaller it is. */
export interface HealthThresholds {
  /** What is measured: "used space". */
  readonly of: string;
  /** `%`, `bytes`, `seconds`, `days`, or empty for a count. */
  readonly unit: '%' | 'bytes' | 'seconds' | 'days' | '';
  readonly below?: true;
  readonly minor?: number;
  readonly major?: number;
  readonly critical?: number;
}

/** The kinds of what `health --auto-fix` does. */
export const safeFixes = [
  'collect-garbage',
  'restart-unit',
  'update-channels',
  'clean-temporary-files',
] as const;

/** What `health --auto-fix` may do by itself; nothing else is ever done without a person. */
export type SafeFix =
  | { readonly kind: 'collect-garbage' }
  | { readonly kind: 'restart-unit'; readonly unit: string }
  | { readonly kind: 'update-channels' }
  | { readonly kind: 'clean-temporary-files' };

export interface HealthFix {
  /** What to do, one sentence. */
  readonly title: string;
  /** To paste: a command, or Nix that parses. */
  readonly code?: string;
  readonly language?: 'sh' | 'nix';
  readonly safe?: SafeFix;
  /** The same where the machine is not NixOS, so that Nix of a configuration is of no use; one sentence. */
  readonly elsewhere?: string;
}

/** What a check found, of one thing that it looked at. */
export interface HealthReading {
  readonly status: HealthStatus;
  /** What it is about, where a check looks at several: `/boot`, `nginx.service`. */
  readonly target?: string;
  /** One short sentence without a full stop. */
  readonly summary: string;
  readonly value?: number;
  readonly unit?: HealthThresholds['unit'];
  /** Lines that show it, as they were read. */
  readonly evidence?: readonly string[];
  readonly fix?: HealthFix;
}

/** Looks at one thing of a machine; one of a contribution to `health.checks`. It reads and changes nothing. */
export interface HealthCheck {
  /** Unique: `disk.space`. */
  readonly id: string;
  readonly title: string;
  readonly group: HealthGroup;
  /** What is read and why it matters, for `health explain`. */
  readonly about: string;
  /** Whom it is for; everybody if absent. */
  readonly profiles?: readonly HealthProfile[];
  /** Only where it is asked for: with `--production-mode`, with `--deep`, or by name. */
  readonly only?: 'production' | 'deep';
  readonly needs?: readonly HealthNeed[];
  /** Milliseconds; 10,000 when absent. */
  readonly deadline?: number;
  /** What has to be the case for it to be so bad, where no number decides. */
  readonly levels?: Partial<Readonly<Record<'minor' | 'major' | 'critical', string>>>;
  /** Where a number decides; each bound can be set in the configuration. */
  readonly thresholds?: HealthThresholds;
  /**
   * @param limits its thresholds, with what the configuration says of them.
   * @returns nothing where there is nothing to look at.
   * @throws whatever it likes: it is then unknown, and the message says why.
   */
  run(machine: HealthMachine, limits: HealthThresholds): Promise<readonly HealthReading[]>;
}

/** A plugin's checks, as one contribution to `health.checks`. */
export type HealthChecks = readonly HealthCheck[];

/** Checks of `nixai health`; any plugin may add some. */
export const healthChecks = point<HealthChecks>('health.checks', {
  what: 'set of health checks',
  check: (checks) => checks.flatMap(faultsOf),
});

function faultsOf({ id, levels, thresholds }: HealthCheck): readonly string[] {
  const named = /^[a-z][a-z0-9]*(?:[.-][a-z0-9]+)+$/.test(id);
  const judged = levels !== undefined || thresholds !== undefined;
  return [
    ...(named ? [] : [`"${id}" is no id for a check: area.what`]),
    ...(judged ? [] : [`"${id}" does not say what is how bad: levels or thresholds`]),
  ];
}

/** How bad a value is. */
export function healthLevelOf(
  value: number,
  limits: HealthThresholds,
): 'ok' | 'minor' | 'major' | 'critical' {
  const worse = (bound: number | undefined) =>
    bound !== undefined && (limits.below === true ? value < bound : value >= bound);
  if (worse(limits.critical)) return 'critical';
  if (worse(limits.major)) return 'major';
  return worse(limits.minor) ? 'minor' : 'ok';
}
