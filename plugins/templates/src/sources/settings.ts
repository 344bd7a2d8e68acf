import { token, type ConfigCheck, type ConfigSection } from '@nixai/api';

export interface Settings {
  /** Where GitHub answers; an organisation's own server has another address. */
  readonly github_url: string;
}

/** The plugin's section of the configuration. */
export const templatesSection: ConfigSection<Settings> = {
  name: 'templates',
  describe: {
    github_url: 'Where the API of GitHub answers, for templates search --github and add',
  },
  defaults: { github_url: 'https://api.github.com' },
  validate(raw: unknown): ConfigCheck<Settings> {
    const { github_url } = raw as { github_url?: unknown };
    if (typeof github_url === 'string' && /^https?:\/\/[^\s]+$/.test(github_url))
      return { ok: true, value: { github_url: github_url.replace(/\/+$/, '') } };
    return { ok: false, faults: [{ path: ['github_url'], message: 'expected an address' }] };
  },
};

/** The section is declared once, when the plugin is registered; commands read it through this. */
export const templatesSettings = token<() => Promise<Settings>>('templates.settings');
