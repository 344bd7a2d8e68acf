import { ollamaAddress } from './ollamaAddress.js';

const keyOf = (name: string, variable: string) =>
  ({
    type: 'text',
    describe: `Key for ${name}; better in api_key_file or in the environment`,
    env: [variable],
    secret: true,
  }) as const;

const keyFileOf = (name: string, variable: string) =>
  ({
    type: 'path',
    describe: `File that holds the key for ${name}`,
    env: [`${variable}_FILE`],
  }) as const;

const timeoutOf = (name: string) =>
  ({
    type: { number: [1, 3600] },
    describe: `Seconds until ${name} is given up`,
    default: 120,
  }) as const;

/** The keys of the configuration that are read here. */
export const configKeys = {
  ai_provider: {
    type: 'name',
    describe: 'Provider to ask; if not set, Ollama when it answers on this machine, else none',
    env: ['NIXAI_PROVIDER'],
    project: { only: 'offline' },
  },
  ai_model: {
    type: 'text',
    describe: 'Model to ask of ai_provider',
    env: ['NIXAI_MODEL'],
  },
  ai_fallback: {
    type: 'names',
    describe: 'Providers to try, in this order, when the first one fails',
    default: [],
    env: ['NIXAI_FALLBACK'],
  },
  ai_allow_cloud_fallback: {
    type: 'boolean',
    describe: 'Whether ai_fallback may go from a local model to a remote one',
    default: false,
    env: ['NIXAI_ALLOW_CLOUD_FALLBACK'],
    project: { only: false },
  },
  redaction: {
    type: 'boolean',
    describe: 'Take secrets out of what is sent to a remote provider',
    default: true,
    env: ['NIXAI_REDACTION'],
    project: { only: true },
  },
  'providers.ollama.base_url': {
    type: 'url',
    describe: 'Where Ollama listens',
    default: 'http://127.0.0.1:11434',
    env: ['OLLAMA_HOST'],
    normalize: ollamaAddress,
  },
  'providers.ollama.model': { type: 'text', describe: 'Model to ask of Ollama', default: 'llama3' },
  'providers.ollama.timeout': timeoutOf('Ollama'),
  'providers.openai.base_url': {
    type: 'url',
    describe: 'Address of OpenAI or of a compatible endpoint',
    env: ['OPENAI_BASE_URL'],
  },
  'providers.openai.model': { type: 'text', describe: 'Model to ask of OpenAI' },
  'providers.openai.api_key': keyOf('OpenAI', 'OPENAI_API_KEY'),
  'providers.openai.api_key_file': keyFileOf('OpenAI', 'OPENAI_API_KEY'),
  'providers.openai.timeout': timeoutOf('OpenAI'),
  'providers.gemini.base_url': { type: 'url', describe: 'Address of the Gemini API' },
  'providers.gemini.model': { type: 'text', describe: 'Model to ask of Gemini' },
  'providers.gemini.api_key': keyOf('Gemini', 'GEMINI_API_KEY'),
  'providers.gemini.api_key_file': keyFileOf('Gemini', 'GEMINI_API_KEY'),
  'providers.gemini.timeout': timeoutOf('Gemini'),
} as const;
