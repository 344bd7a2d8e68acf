import type { ModelInfo } from '@nixai/api';
import type { Endpoint } from '../endpoint.js';
import { getJson, type JsonRequest } from './getJson.js';

/** A model that Ollama offers. */
export interface Tag extends ModelInfo {
  /** False for a model that only makes embeddings. */
  readonly chats: boolean;
}

interface WireTag {
  readonly name: string;
  readonly size?: number;
  /** Set for a model of ollama.com, whatever it is called here. */
  readonly remote_host?: string;
  readonly details?: { readonly family?: string; readonly families?: readonly string[] | null };
}

/** The models that are pulled, without starting any; the latest used first, as Ollama lists them. */
export async function readTags(endpoint: Endpoint, request: JsonRequest = {}): Promise<Tag[]> {
  const { models } = await getJson<{ models: WireTag[] | null }>(endpoint, '/api/tags', request);
  return (models ?? []).map((tag) => ({
    name: tag.name,
    size: tag.size,
    locality: isCloudName(tag.name) || tag.remote_host ? 'remote' : endpoint.locality,
    chats: !isEmbedding(tag),
  }));
}

/** Whether a name means a model that runs at ollama.com: `gpt-oss:120b-cloud`, `glm-4.6:cloud`. */
export function isCloudName(name: string): boolean {
  return /[:-]cloud$/i.test(name);
}

/** Whether a name means this tag; `llama3` is `llama3:latest`. */
export function isNameOf(name: string, tag: Pick<Tag, 'name'>): boolean {
  return tag.name === name || tag.name === `${name}:latest`;
}

function isEmbedding({ name, details }: WireTag): boolean {
  const families = [details?.family ?? '', ...(details?.families ?? [])];
  return /embed/i.test(name) || families.some((family) => /bert/i.test(family));
}
