import { ExitCode, NixaiError } from '@nixai/api';
import { succeeded, type Outcome } from '../shell/outcome.js';
import type { Shell } from '../shell/shell.js';

type Run = (shell: Shell, rest: string) => Promise<Outcome | void>;

const runs: Readonly<Record<string, Run>> = {
  help: async (...given) => (await import('./help.js')).help(...given),
  'set ai': async (...given) => (await import('./settings.js')).setAi(...given),
  'set-nixos-path': async (...given) => (await import('./settings.js')).setNixosPath(...given),
  'show-config': async (shell) => (await import('./settings.js')).showConfig(shell),
  'save-session': async (shell, name) => {
    await (await import('../shell/sessions.js')).saveSession(shell, required(name, 'save-session'));
    shell.context.notice(`Kept; go on with it by: load-session ${name}`);
  },
  'load-session': async (shell, name) => {
    await (await import('../shell/sessions.js')).loadSession(shell, required(name, 'load-session'));
    const { lines, settings } = shell.state;
    const set = Object.entries(settings).map(([key, value]) => `${key}=${value}`);
    shell.context.notice([`${lines.length} lines, see show-history`, ...set].join('; '));
  },
  sessions: async (shell) => {
    const names = await (await import('../shell/sessions.js')).listSessions(shell.host);
    shell.print(names.length === 0 ? 'There are none: save-session NAME' : names.join('\n'));
  },
  'show-history': async (...given) => (await import('./lines.js')).showHistory(...given),
  repeat: async (...given) => (await import('./lines.js')).repeat(...given),
  '!!': async (shell) => (await import('./lines.js')).repeat(shell, ''),
  last: async (shell) => (await import('./texts.js')).last(shell),
  paste: async (shell) => (await import('./texts.js')).paste(shell),
  edit: async (shell) => (await import('./texts.js')).edit(shell),
  clear: async (shell) => void (shell.isAtTerminal && console.clear()),
};

/** Runs a word of the shell's own; undefined where a line begins with none. */
export async function ownWord(shell: Shell, text: string): Promise<Outcome | undefined> {
  const line = text.replace(/\s+/g, ' ');
  const name = Object.keys(runs).find((one) => line === one || line.startsWith(`${one} `));
  if (name === undefined || isSentence(name, line)) return undefined;
  return (await runs[name]?.(shell, line.slice(name.length).trim())) ?? succeeded;
}

/** "help me with wifi", "clear the cache" are questions. */
const isSentence = (name: string, line: string): boolean =>
  ['help', 'clear', 'edit', 'paste', 'last', 'repeat'].includes(name) &&
  line.split(' ').length > (name === 'help' ? 4 : 2);

function required(word: string, name: string): string {
  if (word !== '') return word;
  throw new NixaiError({
    code: 'usage',
    what: 'a name is missing',
    hint: `${name} web-server`,
    exitCode: ExitCode.usage,
  });
}
