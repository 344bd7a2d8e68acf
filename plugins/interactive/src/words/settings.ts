import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { ExitCode, NixaiError } from '@nixai/api';
import type { Shell } from '../shell/shell.js';

/** Which model is asked from now on. */
export async function setAi(shell: Shell, words: string): Promise<void> {
  const [provider = '', model] = words.split(' ');
  const known = (await shell.commands.complete('ask --provider ')).map(({ value }) => value);
  if (!known.includes(provider))
    throw new NixaiError({
      code: 'usage',
      what: provider === '' ? 'no provider is named' : `there is no provider "${provider}"`,
      why: `there are: ${known.join(', ')}`,
      hint: `set ai ${known[0] ?? 'ollama'}`,
      exitCode: ExitCode.usage,
    });
  await shell.set({ NIXAI_PROVIDER: provider, NIXAI_MODEL: model });
  const chosen = model === undefined ? provider : `${provider}, ${model}`;
  shell.context.notice(
    `Until you leave ${chosen} is asked. For good: config set ai_provider ${provider}`,
  );
}

/** Where the person's configuration is, from now on. */
export async function setNixosPath(shell: Shell, words: string): Promise<void> {
  const folder = resolve(words.replace(/^~(?=\/|$)/, homedir()));
  const isFolder = await stat(folder).then(
    (about) => about.isDirectory(),
    () => false,
  );
  if (words === '' || !isFolder)
    throw new NixaiError({
      code: 'usage',
      what: words === '' ? 'no folder is named' : `${folder} is no folder`,
      hint: 'set-nixos-path /etc/nixos',
      exitCode: ExitCode.usage,
    });
  await shell.set({ NIXAI_NIXOS_FOLDER: folder });
  shell.context.notice(
    `NixOS configuration path: ${folder}. For good: config set nixos_folder ${folder}`,
  );
}

interface Entry {
  readonly path: string;
  readonly value?: unknown;
  readonly origin: string;
}

/** What is set, and where from. */
export async function showConfig(shell: Shell): Promise<void> {
  const { result } = await shell
    .session()
    .invoke<{ readonly entries: readonly Entry[] }>('config show', {
      argv: ['--json'],
    });
  const of = (path: string): string => {
    const entry = result.entries.find((one) => one.path === path);
    const value = entry?.value;
    if (value === undefined) return 'not set';
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return `${text} (${entry?.origin})`;
  };
  const all = await shell.commands.list();
  const plugins = new Set(all.map(({ origin }) => origin).filter((one) => one !== 'nixai'));
  shell.print(
    shell.context.view.pairs([
      ['AI provider', of('ai_provider')],
      ['AI model', of('ai_model')],
      ['Log level', of('log_level')],
      ['NixOS path', of('nixos_folder')],
      ['MCP server', await mcpServer(shell)],
      ['Commands', String(all.length)],
      ['Plugins', [...plugins].join(', ') || 'none'],
    ]),
  );
}

async function mcpServer(shell: Shell): Promise<string> {
  if (!shell.host.hasCommand('mcp-server status')) return 'not installed';
  const { render } = await shell.session().invoke('mcp-server status', { argv: [] });
  return (await render()).split('\n')[0] ?? '';
}
