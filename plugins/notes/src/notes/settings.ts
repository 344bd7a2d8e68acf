import type { ConfigCheck, ConfigFault, ConfigSection } from '@nixai/api';

export interface Settings {
  /** Folders of Markdown files; absolute. */
  readonly folders: readonly string[];
}

/** The plugin's section of the configuration: `notes.folders`. */
export const notesSection: ConfigSection<Settings> = {
  name: 'notes',
  describe: { folders: 'Folders of Markdown files that answer questions (absolute paths)' },
  defaults: { folders: [] },
  validate,
};

function validate(raw: unknown): ConfigCheck<Settings> {
  const { folders } = raw as { folders?: unknown };
  const isList = Array.isArray(folders) && folders.every((one) => typeof one === 'string');
  if (!isList) return { ok: false, faults: [fault('expected a list of folders')] };
  const relative = folders.find((one) => !one.startsWith('/'));
  if (relative !== undefined)
    return { ok: false, faults: [fault(`expected an absolute path, not "${relative}"`)] };
  return { ok: true, value: { folders } };
}

const fault = (message: string): ConfigFault => ({ path: ['folders'], message });
