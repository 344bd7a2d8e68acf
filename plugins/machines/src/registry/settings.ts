import { token, type ConfigCheck, type ConfigFault, type ConfigSection } from '@nixai/api';

export interface Settings {
  /** Registries that are read, in this order: folders that hold a `machines.yaml`, or YAML files. */
  readonly registries: readonly string[];
}

/** Reads the section; declared once, when the plugin is registered. */
export const machinesSettings = token<() => Promise<Settings>>('machines.settings');

/** The plugin's section of the configuration. */
export const machinesSection: ConfigSection<Settings> = {
  name: 'machines',
  describe: {
    registries: 'Registries of machines: folders with a machines.yaml, or files (absolute paths)',
  },
  defaults: { registries: [] },
  validate,
};

function validate(raw: unknown): ConfigCheck<Settings> {
  const { registries } = raw as { registries?: unknown };
  const isList = Array.isArray(registries) && registries.every((one) => typeof one === 'string');
  if (!isList) return { ok: false, faults: [fault('expected a list of folders or files')] };
  const relative = registries.find((one) => !one.startsWith('/'));
  if (relative !== undefined)
    return { ok: false, faults: [fault(`expected an absolute path, not "${relative}"`)] };
  return { ok: true, value: { registries } };
}

const fault = (message: string): ConfigFault => ({ path: ['registries'], message });
