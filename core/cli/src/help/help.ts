import { Help } from '@oclif/core/help';
import type { Command } from '@oclif/core';
import { unknownCommand } from '../unknownCommand.js';
import { printJson, printText } from '../command/output.js';
import { OwnCommandHelp } from './commandUsage.js';
import { familyPage, programPage, type Manual } from './manPage.js';

/** oclif's help, and the same as one JSON document, or as a manual page. */
export default class extends Help {
  protected override CommandHelpClass = OwnCommandHelp;

  override async showHelp(argv: string[]): Promise<void> {
    const words = argv.filter((word) => !word.startsWith('-'));
    if (!this.#isKnown(words)) throw unknownCommand(words.join(':'), this.config);
    if (argv.includes('--man')) return printText(this.#manPage(words[0]), false);
    if (!argv.includes('--json')) return super.showHelp(argv);
    const command = this.#commandOf(words);
    await printJson(command === undefined ? this.#overview(words.join(' ')) : describe(command));
  }

  /** The page of the program, or of the commands that begin with a word. */
  #manPage(family: string | undefined): string {
    const { config } = this;
    const { description = '' } = config.pjson as { description?: string };
    const manual: Manual = {
      version: config.version,
      summary: description,
      commands: config.commands,
      topicSummary: (topic) => config.findTopic(topic)?.description,
      fill: (text) => this.render(text),
    };
    if (family === undefined) return programPage(manual);
    const found = familyPage(manual, family.split(':')[0] ?? family);
    if (found === undefined) throw unknownCommand(family, config);
    return found;
  }

  /** Whether there is help on the words: none, a command with its arguments, or a topic. */
  #isKnown(words: readonly string[]): boolean {
    return (
      words.length === 0 ||
      this.#commandOf(words) !== undefined ||
      this.config.findTopic(words.join(':')) !== undefined
    );
  }

  /** The command that the first words name; others may be its arguments. */
  #commandOf(words: readonly string[]): Command.Loadable | undefined {
    for (let end = words.length; end > 0; end--) {
      const found = this.config.findCommand(words.slice(0, end).join(':'));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The commands of a topic, or all. */
  #overview(topic: string) {
    const within = topic === '' ? '' : `${topic} `;
    const commands = this.config.commands
      .filter(({ hidden }) => hidden !== true)
      .map(({ id, summary }) => ({ name: id.replaceAll(':', ' '), summary: summary ?? '' }))
      .filter(({ name }) => name === topic || name.startsWith(within))
      .sort((one, other) => (one.name < other.name ? -1 : 1));
    return { topic: topic === '' ? undefined : topic, commands };
  }
}

function describe({ id, summary, description, args, flags, aliases }: Command.Loadable) {
  return {
    command: id.replaceAll(':', ' '),
    summary: summary ?? '',
    description,
    aliases: aliases.map((alias) => alias.replaceAll(':', ' ')),
    args: Object.values(args)
      .filter(({ hidden }) => hidden !== true)
      .map(({ name, description: about, required, options }) => ({
        name,
        description: about,
        required: required === true,
        options,
      })),
    flags: Object.values(flags)
      .filter(({ hidden }) => hidden !== true)
      .map((flag) => ({
        name: flag.name,
        char: flag.char,
        type: flag.type,
        description: flag.summary ?? flag.description,
        options: flag.type === 'option' ? flag.options : undefined,
      })),
  };
}
