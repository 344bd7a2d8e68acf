import type { Passage } from '@nixai/api';
import { namedOptions } from '../namedOptions.js';
import { nextCommands, type Commands } from '../nextCommands.js';
import { commandFor, linksOf } from '../passageLines.js';
import type { Section } from '../result.js';

/** One row of names. */
const roomForOptions = 64;
const mostHidden = 4;
const mostTopics = 2;
const mostCommands = 1;
const mostLinks = 1;

/** What a screen leaves out, one line each, with what opens it. */
export function moreLines(
  shown: string,
  hidden: readonly string[],
  passages: readonly Passage[],
  related: readonly Passage[],
  commands: Commands,
): Section[] {
  const lines = [
    ...(hidden.length === 0 ? [] : [`- **More:** \`--full\` (${shortened(hidden)})`]),
    ...optionLine(shown, passages),
    ...related.slice(0, mostTopics).map((topic) => `- ${commandFor(topic)}`),
    ...nextCommands(passages, commands)
      .filter((line) => !line.startsWith('nixai explain-option '))
      .slice(0, mostCommands)
      .map((line) => `- \`${line}\``),
    ...linksOf(passages)
      .slice(0, mostLinks)
      .map(({ title, url }) => `- [${title}](${url})`),
  ];
  return lines.length === 0 ? [] : [{ kind: 'more', text: lines.join('\n') }];
}

/** The parts in a row, and that there are more. */
const shortened = (parts: readonly string[]): string =>
  [...parts.slice(0, mostHidden), ...(parts.length > mostHidden ? ['…'] : [])].join(', ');

/** Options that belong to it and are not on the screen yet. */
function optionLine(shown: string, passages: readonly Passage[]): string[] {
  const names: string[] = [];
  for (const { name } of namedOptions(passages)) {
    if (shown.includes(name) || names.includes(name)) continue;
    if (names.join(', ').length + name.length > roomForOptions) break;
    names.push(name);
  }
  return names.length === 0
    ? []
    : [`- **Options:** ${names.map((name) => `\`${name}\``).join(', ')}`];
}
