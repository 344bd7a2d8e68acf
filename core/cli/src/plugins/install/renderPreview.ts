import type { View } from '@nixai/api';
import { effectNames } from '../effectNames.js';
import type { Preview } from './plan.js';

/** What a person has to know before a yes. */
export function renderPreview(plugin: Preview, view: View): string {
  const { name, version, installed, source, from, publisher, integrity, scripts, needs } = plugin;
  const claim = `the name is one of nixai’s own, and this comes from a ${source}: anybody can make that`;
  const was = installed === undefined ? '' : ` (now ${installed})`;
  return [
    view.style.heading(`${name} ${version}${was}`),
    view.pairs([
      ['from', source === 'registry' ? from : `${from} (${source})`],
      ['publisher', publisher ?? (source === 'registry' ? 'not said by the registry' : 'unknown')],
      ['licence', plugin.license ?? view.style.warn('not said')],
      ['integrity', integrity],
      ['signature', signature(plugin, view)],
      ['effects', `${effectNames(plugin.effects)}${plugin.effects ? ' (as it says)' : ''}`],
      ...(needs.length > 0 ? [['needs', needs.join(', ')] as const] : []),
      ...(plugin.official ? [['beware', view.style.warn(claim)] as const] : []),
      ...(scripts.length > 0 ? [['scripts', `${scripts.join(', ')}: will not run`] as const] : []),
    ]),
  ].join('\n');
}

function signature({ signedBy, notSigned, provenance }: Preview, view: View): string {
  const others = notSigned.length === 0 ? '' : `; not of ${notSigned.join(', ')}`;
  if (signedBy !== undefined) return `by ${signedBy}${others}`;
  const unsigned = view.style.warn('unsigned');
  return provenance ? `${unsigned}; the registry has a provenance, not checked here` : unsigned;
}
