import type { AIProvider, Host } from '@nixai/api';
import type { EndpointOptions } from '../endpoint.js';
import { createGemini } from '../providers/gemini.js';
import { createOllama } from '../providers/ollama.js';
import { createOpenAi } from '../providers/openai.js';
import type { Name } from './wires.js';

const create = { ollama: createOllama, openai: createOpenAi, gemini: createGemini };

/** A provider of core's, with what only a test may set. */
export function createProvider(
  name: Name,
  host: Host,
  options?: EndpointOptions,
): Promise<AIProvider> {
  return create[name](host, options);
}
