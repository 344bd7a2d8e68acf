import { commands, docs, type Host } from '@nixai/api';
import type { Offer } from './offer.js';

/** Addresses of what can be read, with the part that is given. */
export const resourceTemplates = [
  {
    name: 'option',
    uriTemplate: 'nixai://option/{name}',
    title: 'A NixOS or Home Manager option',
    description: 'Type, default, example and description in the release of this machine',
    mimeType: 'text/plain',
  },
  {
    name: 'handbook',
    uriTemplate: 'nixai://handbook/{topic}',
    title: 'A topic of the handbook',
    description: 'How to do something, with configuration that was checked',
    mimeType: 'text/markdown',
  },
] as const;

const mostCompleted = 100;

export interface ReadResource {
  readonly mimeType: string;
  readonly text: string;
}

/** @returns undefined for an address that leads nowhere. */
export async function readResource(
  host: Host,
  offer: Offer,
  uri: string,
  signal?: AbortSignal,
): Promise<ReadResource | undefined> {
  const [, kind, rest = ''] = /^nixai:\/\/(option|handbook)\/(.+)$/.exec(uri) ?? [];
  const name = decoded(rest);
  if (kind === 'option') {
    const answer = await offer.call('nixos_option', { name }, signal);
    const item = answer?.ok === true ? (answer.data.items[0] as { found?: boolean }) : undefined;
    if (answer?.ok !== true || item?.found !== true) return undefined;
    return { mimeType: 'text/plain', text: answer.text };
  }
  if (kind !== 'handbook') return undefined;
  const topic = (await topicsFor(host, name)).find(({ title }) => title === name);
  return topic === undefined ? undefined : { mimeType: 'text/markdown', text: topic.text };
}

/** What may stand in the place of `{name}` or `{topic}`. */
export async function completeResource(
  host: Host,
  uriTemplate: string,
  value: string,
): Promise<readonly string[]> {
  if (uriTemplate.startsWith('nixai://handbook/')) {
    if (value.trim() === '') return [];
    return (await topicsFor(host, value)).map(({ title }) => title).slice(0, mostCompleted);
  }
  const service = await host.service(commands);
  const found = await service.complete(`explain-option ${value}`);
  return found.map((one) => one.value).slice(0, mostCompleted);
}

async function topicsFor(host: Host, text: string) {
  const engine = await host.service(docs);
  const query = { text, kinds: ['topic'], sources: ['handbook'], limit: 20 } as const;
  return (await engine.search(query)).passages;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
