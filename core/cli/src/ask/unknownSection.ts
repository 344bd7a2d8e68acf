import type { Passage } from '@nixai/api';
import type { Material } from './compose.js';
import { openTopic } from './passageLines.js';
import type { Section } from './result.js';

/** That the answer is not known, what comes nearest, and where it may be. */
export function unknownSection({ selection: { nearest }, byName }: Material): Section {
  const options = byName.map(optionLine);
  const list = nearest.map(openTopic);
  const none = list.length + options.length === 0;
  const text = [
    none ? 'Not in my handbook, and nothing comes near it.' : 'Not in my handbook.',
    ...(options.length === 0 ? [] : [`There are options of that name:\n\n${options.join('\n')}`]),
    ...(list.length === 0 ? [] : [`Nearest:\n\n${list.join('\n')}`]),
  ].join(options.length === 0 ? ' ' : '\n\n');
  const elsewhere =
    'The [NixOS manual](https://nixos.org/manual/nixos/stable/), the [wiki](https://wiki.nixos.org) and [search.nixos.org](https://search.nixos.org) may have it.';
  return { kind: 'nearest', text: `${text}\n\n${elsewhere}` };
}

function optionLine({ title, text }: Passage): string {
  const [first = ''] = text.trim().split(/\n\s*\n/, 1);
  const said = first.replace(/\s+/g, ' ');
  return said === '' ? `- \`${title}\`` : `- \`${title}\`: ${said}`;
}
