/** A word of the shell's own, as help and completion have it. */
export interface OwnWord {
  readonly name: string;
  readonly takes?: string;
  readonly about: string;
}

export const ownWords: readonly OwnWord[] = [
  {
    name: 'help',
    takes: '[COMMAND | N]',
    about: 'What there is, what a command takes, or issue N',
  },
  { name: 'set ai', takes: 'PROVIDER [MODEL]', about: 'Which model is asked, until you leave' },
  {
    name: 'set-nixos-path',
    takes: 'FOLDER',
    about: 'Where your configuration is, until you leave',
  },
  { name: 'show-config', about: 'What is set, and where from' },
  { name: 'save-session', takes: 'NAME', about: 'Keep the lines and settings of now' },
  { name: 'load-session', takes: 'NAME', about: 'Go on with what was kept' },
  { name: 'sessions', about: 'What was kept' },
  { name: 'show-history', takes: '[N]', about: 'The lines that were typed' },
  { name: 'repeat', takes: 'N', about: 'Run line N of the history again; !! the last one' },
  { name: 'last', about: 'The last answer, page by page' },
  { name: 'paste', about: 'A log or a text of several lines, to a line with only a dot' },
  { name: 'edit', about: 'Write in your editor' },
  { name: 'clear', about: 'An empty screen' },
  { name: 'quit', about: 'Leave' },
];
