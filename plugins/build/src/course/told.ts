import type { NixBuildEvent } from '@nixai/api';
import type { BuildEvent } from '../results/built.js';

/** An event for programs (`--ndjson`); undefined for what they are not told. */
export function toldOf(event: NixBuildEvent): BuildEvent | undefined {
  const { at } = event;
  switch (event.type) {
    case 'start': {
      const { id, of, from } = event;
      const source = from === undefined ? {} : { from };
      if (event.what === 'build') return { type: 'build', at, id, derivation: of, ...source };
      return event.what === 'copy' ? { type: 'fetch', at, id, path: of, ...source } : undefined;
    }
    case 'progress':
      return { type: 'bytes', at, id: event.id, done: event.done, total: event.total };
    case 'builds':
      return { ...event, type: 'counts' };
    case 'stop':
      return { type: 'end', at, id: event.id };
    default:
      return event;
  }
}
