import { flag } from '@nixai/api';
import type { DeploySettings } from './carryOut.js';
import { mostUnavailable } from './policy.js';

const health = 'HEALTH';
const order = 'ORDER';

/** How machines are gone through and looked at; a deployment and a rollback take the same. */
export const rolloutFlags = {
  'rolling-update': flag.boolean('Some at once, as many as --max-unavailable', {
    helpGroup: order,
  }),
  'max-unavailable': flag.string('How many may be down at once: 2, or 25%', {
    dependsOn: ['rolling-update'],
    helpGroup: order,
  }),
  'on-failure': flag.oneOf(['stop', 'continue'], 'What happens to the rest when one fails', {
    default: 'stop',
    helpGroup: order,
  }),
  'rollback-on-failure': flag.boolean('When one fails, take back those that are done too', {
    helpGroup: order,
  }),
  'drain-command': flag.string('Run here before each; $1 is its name, $2 its host', {
    helpGroup: order,
  }),
  'undrain-command': flag.string('Run here after each', { helpGroup: order }),
  'health-check-url': flag.string('Has to answer on the machine itself', { helpGroup: health }),
  'health-command': flag.string('Has to end with 0 on the machine', { helpGroup: health }),
  'health-attempts': flag.integer('So often before it counts as failed', {
    default: 5,
    min: 1,
    max: 100,
    helpGroup: health,
  }),
  'health-timeout': flag.integer('Seconds for each attempt', {
    default: 10,
    min: 1,
    helpGroup: health,
  }),
  'validate-health': flag.boolean('No unit at all may have failed', { helpGroup: health }),
  soak: flag.integer('Seconds that it has to stay well', { default: 0, min: 0, helpGroup: health }),
  'activation-timeout': flag.integer('Seconds that a switch may take', {
    default: 300,
    min: 1,
    helpGroup: health,
  }),
  'confirm-timeout': flag.integer('Seconds after the switch until a machine goes back by itself', {
    min: 1,
    helpGroup: health,
  }),
};

/** Of these what its help shows of a command that seldom needs the others; they are taken all the same. */
export function shownRolloutFlags(
  shown: readonly (keyof typeof rolloutFlags)[],
): typeof rolloutFlags {
  return Object.fromEntries(
    Object.entries(rolloutFlags).map(([name, one]) => [
      name,
      { ...one, hidden: !shown.some((each) => each === name) },
    ]),
  ) as typeof rolloutFlags;
}

export interface RolloutValues {
  readonly 'rolling-update'?: boolean;
  readonly 'max-unavailable'?: string;
  readonly 'on-failure': 'stop' | 'continue';
  readonly 'rollback-on-failure'?: boolean;
  readonly 'drain-command'?: string;
  readonly 'undrain-command'?: string;
  readonly 'health-check-url'?: string;
  readonly 'health-command'?: string;
  readonly 'health-attempts': number;
  readonly 'health-timeout': number;
  readonly 'validate-health'?: boolean;
  readonly soak: number;
  readonly 'activation-timeout': number;
  readonly 'confirm-timeout'?: number;
}

/** What the flags come to. @param all how many machines there are, for a share. */
export function settingsOf(
  flags: RolloutValues,
  all: number,
  about: string,
): Omit<DeploySettings, 'mode' | 'backup' | 'substitute'> {
  const attempts = flags['health-attempts'];
  const timeout = flags['health-timeout'];
  // Long enough for every attempt, each with its connection, and for the soak.
  const enough = 30 + attempts * (timeout + 5) + flags.soak * 2;
  return {
    about,
    policy: {
      atOnce:
        flags['rolling-update'] === true
          ? mostUnavailable(flags['max-unavailable'] ?? '1', all)
          : 1,
      onFailure: flags['on-failure'],
      rollbackOnFailure: flags['rollback-on-failure'] === true,
    },
    health: {
      ...(flags['health-check-url'] !== undefined && { url: flags['health-check-url'] }),
      ...(flags['health-command'] !== undefined && { command: flags['health-command'] }),
      strict: flags['validate-health'] === true,
      timeout,
    },
    attempts,
    soak: flags.soak,
    activation: flags['activation-timeout'],
    confirmation: flags['confirm-timeout'] ?? enough,
    rollback: 120,
    ...(flags['drain-command'] !== undefined && { drain: flags['drain-command'] }),
    ...(flags['undrain-command'] !== undefined && { undrain: flags['undrain-command'] }),
  };
}
