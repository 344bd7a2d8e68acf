import type { HealthMachine } from '@nixai/api';
import { createTestHost } from './testHost.js';

/** A machine for a health check: one with nothing on it and no programs, but for what is given. */
export function createHealthMachine(given: Partial<HealthMachine> = {}): HealthMachine {
  const missing = async ([program]: readonly [string, ...string[]]): Promise<never> => {
    throw new Error(`${program} is not installed`);
  };
  const nothing = async (): Promise<undefined> => undefined;
  return {
    root: '/',
    live: true,
    here: true,
    offline: true,
    now: new Date(),
    isRoot: false,
    host: given.host ?? createTestHost({}),
    signal: new AbortController().signal,
    configuration: '/etc/nixos',
    criticalUnits: [],
    read: nothing,
    list: async () => [],
    link: nothing,
    resolve: nothing,
    stat: nothing,
    space: nothing,
    run: missing,
    say: missing,
    json: missing,
    once: (_what, read) => read(),
    ...given,
  };
}
