import type { Host, Passage } from '@nixai/api';
import { isTopicPassage } from '@nixai/docs';
import { textSection } from './lists.js';
import type { Section } from './result.js';

/** What is installed, as the host tells it. */
export type Commands = Pick<Host, 'hasCommand'>;

export function nextSection(passages: readonly Passage[], commands: Commands): Section[] {
  const lines = nextCommands(passages, commands);
  return textSection('next', 'Next', lines.map((line) => `- \`${line}\``).join('\n'));
}

/** Commands that lead on from these passages, of those that are installed. */
export function nextCommands(passages: readonly Passage[], { hasCommand }: Commands): string[] {
  const named = passages.filter(isTopicPassage).flatMap(({ topic }) => topic.next);
  return [...new Set(named)].filter((line) => isInstalled(line, hasCommand)).slice(0, 4);
}

/** `nixai docs sync …` is the command `docs sync`; `nixai search nginx` is `search`. */
function isInstalled(line: string, hasCommand: Commands['hasCommand']): boolean {
  const [, first = '', second = ''] = line.split(' ');
  return hasCommand(first) || hasCommand(`${first} ${second}`);
}
