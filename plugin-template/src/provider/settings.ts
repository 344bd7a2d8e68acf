import type { ConfigSection } from '@nixai/api';

export interface Settings {
  /** Where the model server listens: `http://127.0.0.1:8000`. */
  readonly base_url: string;
}

/** The plugin's section of the configuration: `nixai config set acme-demo.base_url …`. */
export const settingsSection: ConfigSection<Settings> = {
  name: 'acme-demo',
  describe: { base_url: 'Address of the model server' },
  defaults: { base_url: 'http://127.0.0.1:8000' },
  validate(raw) {
    const { base_url } = raw as Partial<Settings>;
    if (typeof base_url === 'string' && /^https?:\/\/[^/]/.test(base_url))
      return { ok: true, value: { base_url: base_url.replace(/\/+$/, '') } };
    return {
      ok: false,
      faults: [{ path: ['base_url'], message: 'expected an http or https address' }],
    };
  },
};
