import { realpathSync } from 'node:fs';
import { isAbsolute, relative } from 'node:path';
import type { ConfigKey } from '@nixai/api';
import * as type from './keyType.js';
import { ollamaAddress } from './ollamaAddress.js';

/** One key of the core: everything that reads, checks, shows or documents it goes by this. */
export interface KeySpec {
  readonly type: type.KeyType;
  readonly describe: string;
  readonly default?: unknown;
  /** Environment variables that set it, strongest first. */
  readonly env?: readonly string[];
  /** Makes the value of a file or variable what `type` accepts: an `OLLAMA_HOST` without scheme. */
  readonly normalize?: (value: unknown) => unknown;
  readonly secret?: boolean;
  /** Promised by the manual, valid in a file, and read by nothing yet: not shown to people. */
  readonly planned?: boolean;
  /**
   * Whether a project's file may set it, to which values. Such a file comes with a cloned
   * repository: it may choose what is read, or make nixai more careful; it may never send anything
   * elsewhere. A model is refused as well: `qwen3-coder:480b-cloud` on a local Ollama is remote.
   */
  readonly project?: (value: unknown, folder: string) => boolean;
}

const anything = (): boolean => true;
const only =
  (wanted: unknown) =>
  (value: unknown): boolean =>
    value === wanted;

/** True for a folder in the project's own, also after symbolic links. */
function isInside(path: unknown, folder: string): boolean {
  try {
    const way = relative(realpathSync(folder), realpathSync(String(path)));
    return !isAbsolute(way) && way.split('/')[0] !== '..';
  } catch {
    return false;
  }
}

const seconds = type.number(1, 3600);

const keyOf = (name: string, variable: string): KeySpec => ({
  type: type.text,
  describe: `Key for ${name}; better in api_key_file or in the environment`,
  env: [variable],
  secret: true,
});

const keyFileOf = (name: string, variable: string): KeySpec => ({
  type: type.path,
  describe: `File that holds the key for ${name}`,
  env: [`${variable}_FILE`],
});

const timeoutOf = (name: string): KeySpec => ({
  type: seconds,
  describe: `Seconds until ${name} is given up`,
  default: 120,
});

/** Every key of the core, in the order in which it is shown. */
export const configKeys: Readonly<Record<ConfigKey, KeySpec>> = {
  ai_provider: {
    type: type.word,
    describe: 'Provider to ask; if not set, Ollama when it answers on this machine, else none',
    env: ['NIXAI_PROVIDER'],
    project: only('offline'),
  },
  ai_model: {
    type: type.text,
    describe: 'Model to ask of ai_provider',
    env: ['NIXAI_MODEL'],
  },
  ai_fallback: {
    type: type.words,
    describe: 'Providers to try, in this order, when the first one fails',
    default: [],
    env: ['NIXAI_FALLBACK'],
  },
  ai_allow_cloud_fallback: {
    type: type.boolean,
    describe: 'Whether ai_fallback may go from a local model to a remote one',
    default: false,
    env: ['NIXAI_ALLOW_CLOUD_FALLBACK'],
    project: only(false),
  },
  ai_repair_rounds: {
    type: type.integer(0, 3),
    describe: 'How often a model is asked to mend an answer that did not pass the check',
    default: 1,
    env: ['NIXAI_REPAIR_ROUNDS'],
    project: anything,
  },
  nixos_folder: {
    type: type.path,
    describe: "Folder of the machine's configuration",
    default: '/etc/nixos',
    env: ['NIXAI_NIXOS_FOLDER'],
    project: isInside,
  },
  log_level: {
    type: type.oneOf(['debug', 'info', 'warn', 'error']),
    describe: 'How much is said on stderr',
    default: 'info',
    env: ['NIXAI_LOG_LEVEL'],
    project: anything,
  },
  offline: {
    type: type.boolean,
    describe: 'Connect to nothing beyond this machine',
    default: false,
    env: ['NIXAI_OFFLINE'],
    project: only(true),
  },
  redaction: {
    type: type.boolean,
    describe: 'Take secrets out of what is sent to a remote provider',
    default: true,
    env: ['NIXAI_REDACTION'],
    project: only(true),
    planned: true,
  },
  documentation_sources: {
    type: type.words,
    describe: 'Doc sources to ask (nixai docs sources lists them); all of them if not set',
    env: ['NIXAI_DOCUMENTATION_SOURCES'],
  },
  documentation_priority: {
    type: type.words,
    describe: 'Doc sources whose plausible answers come first, in this order: acme-wiki handbook',
    env: ['NIXAI_DOCUMENTATION_PRIORITY'],
  },
  'docs.branch': {
    type: type.branch,
    describe: "Channel whose options and packages are looked up; if not set, the machine's own",
    env: ['NIXAI_DOCS_BRANCH'],
    project: anything,
  },
  'docs.channel_url': {
    type: type.url,
    describe: 'Where channels are fetched from, if there is a mirror nearer by',
    default: 'https://channels.nixos.org',
    env: ['NIXAI_DOCS_CHANNEL_URL'],
  },
  'docs.search_url': {
    type: type.url,
    describe: 'The Elasticsearch behind search.nixos.org, or one with the same indexes',
    default: 'https://search.nixos.org/backend',
    env: ['NIXAI_DOCS_SEARCH_URL'],
  },
  'docs.wiki_url': {
    type: type.url,
    describe: 'The MediaWiki that is asked for pages',
    default: 'https://wiki.nixos.org',
    env: ['NIXAI_DOCS_WIKI_URL'],
  },
  'docs.manual_urls': {
    type: type.urls,
    describe: 'Manuals to fetch, each a page of HTML; the known manuals if not set',
    env: ['NIXAI_DOCS_MANUAL_URLS'],
  },
  'docs.deadline': {
    type: type.number(0.1, 60),
    describe: 'Seconds that a doc source may take to answer',
    default: 2,
    env: ['NIXAI_DOCS_DEADLINE'],
    project: anything,
  },
  'history.enabled': {
    type: type.boolean,
    describe: 'Keep questions and answers on this machine (nixai history)',
    default: true,
    env: ['NIXAI_HISTORY'],
    project: only(false),
  },
  'history.keep_days': {
    type: type.integer(1, 36_500),
    describe: 'Days until a kept question is deleted',
    default: 90,
    env: ['NIXAI_HISTORY_KEEP_DAYS'],
  },
  'mcp_server.host': {
    type: type.text,
    describe: 'Address that the MCP server listens on, over HTTP',
    default: '127.0.0.1',
    planned: true,
  },
  'mcp_server.port': {
    type: type.integer(1, 65_535),
    describe: 'Port that the MCP server listens on, over HTTP',
    default: 8081,
    planned: true,
  },
  'mcp_server.socket_path': {
    type: type.path,
    describe: 'Unix socket of the MCP server; if not set, one in the runtime folder',
    planned: true,
  },
  'providers.ollama.base_url': {
    type: type.url,
    describe: 'Where Ollama listens',
    default: 'http://127.0.0.1:11434',
    env: ['OLLAMA_HOST'],
    normalize: ollamaAddress,
  },
  'providers.ollama.model': {
    type: type.text,
    describe: 'Model to ask of Ollama',
    default: 'llama3',
  },
  'providers.ollama.timeout': timeoutOf('Ollama'),
  'providers.openai.base_url': {
    type: type.url,
    describe: 'Address of OpenAI or of a compatible endpoint',
    env: ['OPENAI_BASE_URL'],
  },
  'providers.openai.model': { type: type.text, describe: 'Model to ask of OpenAI' },
  'providers.openai.api_key': keyOf('OpenAI', 'OPENAI_API_KEY'),
  'providers.openai.api_key_file': keyFileOf('OpenAI', 'OPENAI_API_KEY'),
  'providers.openai.timeout': timeoutOf('OpenAI'),
  'providers.gemini.base_url': { type: type.url, describe: 'Address of the Gemini API' },
  'providers.gemini.model': { type: type.text, describe: 'Model to ask of Gemini' },
  'providers.gemini.api_key': keyOf('Gemini', 'GEMINI_API_KEY'),
  'providers.gemini.api_key_file': keyFileOf('Gemini', 'GEMINI_API_KEY'),
  'providers.gemini.timeout': timeoutOf('Gemini'),
};

/** The names of all keys, in the order in which they are shown. */
export const keyNames = Object.keys(configKeys) as readonly ConfigKey[];

/** True for a key of the core. */
export function isConfigKey(path: string): path is ConfigKey {
  return Object.hasOwn(configKeys, path);
}

/** True for a path that core keys lie below: `providers.ollama`. */
export function isKeyGroup(path: string): boolean {
  return keyNames.some((key) => key.startsWith(`${path}.`));
}
