import type { Interfaces } from '@oclif/core';
import { docs, getHost } from '@nixai/api';
import { commandsOfTopic, officialPlugin, unknownCommand } from '../unknownCommand.js';

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
  // Some command of it is there: the plugin is, and the rest of the words is what nobody knows.
  const isInstalled = commandsOfTopic(config, words[0] ?? '').length > 0;
  if (plugin !== undefined && !isInstalled)
    return (await import('./offerPlugin.js')).offerPlugin(plugin, words, config);
  if (looksLikeQuestion(words)) return config.runCommand('ask', words);
  const named = words.slice(0, Math.max(2, lengthOfKnown(words, config) + 1));
  const unknown = unknownCommand(isInstalled ? named.join(':') : id, config);
  if (unknown.why === undefined && (await isKnownThing(words)))
    return config.runCommand('ask', words);
  throw unknown;
};
export default hook;

/** How many of the words are a command or a topic, from the first on. */
const lengthOfKnown = (words: readonly string[], config: Interfaces.Config): number =>
  words.findLastIndex(
    (_, at) => commandsOfTopic(config, words.slice(0, at + 1).join(':')).length > 0,
  ) + 1;

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
