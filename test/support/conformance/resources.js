import { pixel } from './media.js';

const texts = {
  'test://static-text': 'This is the content of the static text resource.',
  'test://watched-resource': 'Watched resource content',
};

export const resources = [
  ...Object.keys(texts).map((uri) => ({
    ...{ uri, name: uri.slice('test://'.length), mimeType: 'text/plain' },
  })),
  { uri: 'test://static-binary', name: 'static-binary', mimeType: 'image/png' },
];

export const resourceTemplates = [
  {
    uriTemplate: 'test://template/{id}/data',
    name: 'template',
    mimeType: 'application/json',
  },
];

/** @returns undefined for an address that leads nowhere. */
export function readResource(uri) {
  if (Object.hasOwn(texts, uri)) return { uri, mimeType: 'text/plain', text: texts[uri] };
  if (uri === 'test://static-binary') return { uri, mimeType: 'image/png', blob: pixel };
  const [, id] = /^test:\/\/template\/([^/]+)\/data$/.exec(uri) ?? [];
  if (id === undefined) return undefined;
  const text = JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` });
  return { uri, mimeType: 'application/json', text };
}
