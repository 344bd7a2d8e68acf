import { token, type ConfigCheck, type ConfigFault, type ConfigSection } from '@nixai/api';

/** Where backups go where no flag says so. */
export interface StoreSettings {
  readonly repo?: string;
  readonly password_file?: string;
  readonly password_command?: string;
  readonly staging?: string;
}

/** Reads the section; declared once, when the plugin is registered. */
export const storeSettings = token<() => Promise<StoreSettings>>('store.settings');

/** The plugin's section of the configuration. */
export const storeSection: ConfigSection<StoreSettings> = {
  name: 'store',
  describe: {
    repo: 'Where backups are kept if no flag says so: a restic repository, a folder or an archive',
    password_file: 'A file with the password of that repository',
    password_command: 'What prints the password of that repository',
    staging: 'A folder for what is put together on its way: as large as all that is backed up',
  },
  defaults: {},
  validate,
};

function validate(raw: unknown): ConfigCheck<StoreSettings> {
  const given = raw as Readonly<Record<string, unknown>>;
  const faults: ConfigFault[] = Object.keys(storeSection.describe)
    .filter((key) => given[key] !== undefined && typeof given[key] !== 'string')
    .map((key) => ({ path: [key], message: 'expected a text' }));
  if (given.password_file !== undefined && given.password_command !== undefined)
    faults.push({ path: ['password_command'], message: 'there is a password_file already' });
  return faults.length > 0 ? { ok: false, faults } : { ok: true, value: given };
}
