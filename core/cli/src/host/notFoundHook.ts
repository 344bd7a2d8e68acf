import type { Interfaces } from '@oclif/core';
import { ExitCode, NixaiError, docs, getHost } from '@nixai/api';
import { nearestWords } from '@nixai/language';

interface Options {
  readonly id: string;
  readonly argv?: readonly string[];
  readonly config: Interfaces.Config;
}

/**
 * oclif's `command_not_found` hook: a question without quotes is asked, a command of an official
 * plugin that is not installed is offered, and anything else gets the nearest real names.
 */
const hook = async function ({ id, argv = [], config }: Options): Promise<unknown> {
  const words = [...id.split(':'), ...argv];
  const plugin = officialPlugin(config, id);
  if (plugin !== undefined)
    return (await import('./offerPlugin.js')).offerPlugin(plugin, words, config);
  if (looksLikeQuestion(words)) return config.runCommand('ask', words);
  const unknown = unknownCommand(id, config);
  if (unknown.why === undefined && (await isKnownThing(words)))
    return config.runCommand('ask', words);
  throw unknown;
};
export default hook;

/** The official plugins' packages, each with the first words of its commands. */
function officialPlugins(config: Interfaces.Config): [string, string[]][] {
  const { nixai } = config.pjson as { nixai?: { officialPlugins?: Record<string, string[]> } };
  return Object.entries(nixai?.officialPlugins ?? {});
}

/** Package that brings a command, by the first word of the command. */
function officialPlugin(config: Interfaces.Config, id: string): string | undefined {
  const word = id.split(':')[0] ?? '';
  return officialPlugins(config).find(([, commands]) => commands.includes(word))?.[0];
}

const officialCommands = (config: Interfaces.Config): string[] =>
  officialPlugins(config).flatMap(([, commands]) => commands);

const spaced = (id: string): string => id.replaceAll(':', ' ');

const questionWords =
  /^(how|what|why|when|where|which|who|can|could|does|do|is|are|should|my|i|the|an?)$/i;

/** Three words or more that begin as questions do, none of them a flag in front. */
function looksLikeQuestion(words: readonly string[]): boolean {
  return words.length >= 3 && questionWords.test(words[0] ?? '');
}

/** `nixai wireguard`: words with no flag among them that a topic of the handbook is about. */
async function isKnownThing(words: readonly string[]): Promise<boolean> {
  const text = words.filter((word) => !word.startsWith('-')).join(' ');
  if (text === '') return false;
  const engine = await getHost().service(docs);
  const { passages } = await engine.search({ text, kinds: ['topic'], limit: 1, local: true });
  const { isTopicPassage } = await import('@nixai/docs');
  const [best] = passages;
  // A word that a topic only mentions, as an error message does, is no thing to ask about.
  return best !== undefined && isTopicPassage(best) && best.score > 0.8 && best.subject > 0.2;
}

function unknownCommand(id: string, config: Interfaces.Config): NixaiError {
  const typed = spaced(id);
  const names = [...config.commandIDs, ...config.topics.map(({ name }) => name)];
  const known = [...new Set([...names.map(spaced), ...officialCommands(config)])];
  // What follows may be no part of the command's name: `diagnos build.log`.
  const meant = [typed, typed.split(' ', 1).join()].map((one) => nearestWords(one, known));
  const near = (meant.find((names) => names.length > 0) ?? []).slice(0, 3);
  return new NixaiError({
    code: 'unknown-command',
    what: `there is no command "${typed}"`,
    why: near.length > 0 ? `nearest: ${near.join(', ')}` : undefined,
    hint: near[0] === undefined ? 'nixai --help' : `nixai ${near[0]}`,
    exitCode: ExitCode.usage,
  });
}
