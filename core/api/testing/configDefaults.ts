import type { ConfigValues } from '@nixai/api';

/** What each core key is where nobody has set it. A test holds it against the rooms that read them. */
export const configDefaults: Partial<ConfigValues> = {
  ai_fallback: [],
  ai_allow_cloud_fallback: false,
  ai_repair_rounds: 1,
  'check.except': [],
  'check.options': {},
  'check.rules': [],
  'check.presets': [],
  nixos_folder: '/etc/nixos',
  log_level: 'info',
  offline: false,
  redaction: true,
  'docs.channel_url': 'https://channels.nixos.org',
  'docs.search_url': 'https://search.nixos.org/backend',
  'docs.wiki_url': 'https://wiki.nixos.org',
  'docs.timeout': 2,
  'history.enabled': true,
  'history.keep_days': 90,
  'providers.ollama.base_url': 'http://127.0.0.1:11434',
  'providers.ollama.model': 'llama3',
  'providers.ollama.timeout': 120,
  'providers.openai.timeout': 120,
  'providers.gemini.timeout': 120,
};
