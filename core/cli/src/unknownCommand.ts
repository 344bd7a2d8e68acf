import type { Interfaces } from '@oclif/core';
import { ExitCode, NixaiError } from '@nixai/api';
import { nearestWords } from '@nixai/language';

/** The official plugins' packages, each with the first words of its commands. */
function officialPlugins(config: Interfaces.Config): [string, string[]][] {
  const { nixai } = config.pjson as { nixai?: { officialPlugins?: Record<string, string[]> } };
  return Object.entries(nixai?.officialPlugins ?? {});
}

/** Package that brings a command, by the first word of the command. */
export function officialPlugin(config: Interfaces.Config, id: string): string | undefined {
  const word = id.split(':')[0] ?? '';
  return officialPlugins(config).find(([, commands]) => commands.includes(word))?.[0];
}

const officialCommands = (config: Interfaces.Config): string[] =>
  officialPlugins(config).flatMap(([, commands]) => commands);

/** The commands whose first word it is. */
export const commandsOfTopic = (config: Interfaces.Config, topic: string): string[] =>
  config.commandIDs.filter((id) => id === topic || id.startsWith(`${topic}:`));

const isLeaf = (config: Interfaces.Config, id: string): boolean =>
  commandsOfTopic(config, id).join() === id;

/** More commands than these are no list in a sentence. */
const mostNamed = 8;

/** The topic that the first words are, as far as they are one. */
function scopeOf(config: Interfaces.Config, words: string): string {
  const parts = words.split(' ');
  const isTopic = (id: string) => commandsOfTopic(config, id).some((one) => one !== id);
  const end = parts.findLastIndex((_, at) => isTopic(parts.slice(0, at + 1).join(':')));
  return parts.slice(0, end + 1).join(' ');
}

/** A word that a shell takes as it is. */
const plainWord = /^[\w./@+=-]+$/;

const spaced = (id: string): string => id.replaceAll(':', ' ');

/** What is said of words that are no command. */
export function unknownCommand(id: string, config: Interfaces.Config): NixaiError {
  const typed = spaced(id);
  const names = [...config.commandIDs, ...config.topics.map(({ name }) => name)];
  const known = [...new Set([...names.map(spaced), ...officialCommands(config)])];
  // `plugins list`: what lists is the topic's own command.
  const lister = typed.replace(/ list$/, '');
  const isLister =
    lister !== typed && config.findCommand(lister.replaceAll(' ', ':')) !== undefined;
  const [topic = '', ...rest] = typed.split(' ');
  const own = rest.length === 0 ? [] : commandsOfTopic(config, topic).map(spaced).sort();
  const before = typed.split(' ').slice(0, -1).join(' ');
  const scope = scopeOf(config, before);
  const there = commandsOfTopic(config, scope.replaceAll(' ', ':')).map(spaced).sort();
  const isMany = there.length > mostNamed;
  // `store backup list`: a command that has none below it, and a word that it does not take.
  if (rest.length > 1 && isLeaf(config, before.replaceAll(' ', ':')))
    return new NixaiError({
      code: 'unknown-command',
      what: `${before} takes no word "${rest.at(-1) ?? ''}"`,
      why: isMany ? undefined : `there are: ${there.join(', ')}`,
      hint: `nixai ${before} --help`,
      exitCode: ExitCode.usage,
    });
  // What follows may be no part of the command's name: `diagnos build.log`.
  const meant = [
    nearestWords(typed, known).filter((name) => name !== typed),
    // `machines perf`
    own.filter((name) => name.startsWith(typed)),
    own.length > 0 ? [] : nearestWords(topic, known),
  ];
  const at = meant.findIndex((names) => names.length > 0);
  // `serch firefox`: what follows the command's name is typed once more.
  const words = at === 2 && rest.every((word) => plainWord.test(word)) ? rest : [];
  const all = `all ${there.length}: nixai ${scope} --help`;
  const near = isLister ? [lister] : (meant[at] ?? []).slice(0, 3);
  return new NixaiError({
    code: 'unknown-command',
    what: `there is no command "${typed}"`,
    // `store paths`: nothing is spelt like it, and one of what the topic has is meant.
    why:
      near.length > 0
        ? `nearest: ${near.join(', ')}${isMany ? `; ${all}` : ''}`
        : own.length > 0
          ? isMany
            ? `none of its commands is spelt like it; ${all}`
            : `there are: ${there.join(', ')}`
          : undefined,
    hint: ['nixai', near[0] ?? (own.length > 0 ? `${scope} --help` : '--help'), ...words].join(' '),
    exitCode: ExitCode.usage,
  });
}
