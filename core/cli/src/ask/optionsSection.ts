import type { Passage } from '@nixai/api';
import type { OptionEntry } from '@nixai/docs/topics';
import { textSection } from './lists.js';
import { namedOptions } from './namedOptions.js';
import type { Section } from './result.js';

/**
 * What the handbook says of the options, each as its own set has it (NixOS and Home Manager share
 * names); those that it only names stand in one line.
 */
export function optionsSection(
  passages: readonly Passage[],
  entries: readonly OptionEntry[],
): Section[] {
  const named = namedOptions(passages);
  const described = named.flatMap(
    ({ name, set }) => entries.find((option) => option.name === name && option.set === set) ?? [],
  );
  const known = new Set(described.map(({ name }) => name));
  const others = [...new Set(named.map(({ name }) => name))].filter((name) => !known.has(name));
  const sets = new Set(described.map(({ set }) => set));
  const lines = [
    ...described.map(
      ({ name, type, summary, set }) =>
        `- \`${name}\` (${sets.size > 1 && set === 'home-manager' ? 'Home Manager, ' : ''}${type}): ${summary.trim()}`,
    ),
    ...(others.length === 0
      ? []
      : [
          `- ${described.length === 0 ? '' : 'Also: '}${others.map((name) => `\`${name}\``).join(', ')}`,
        ]),
  ];
  return textSection('options', 'Options', lines.join('\n'));
}
