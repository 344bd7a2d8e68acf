import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commands, type Commands, type HostWith } from '@nixai/api';
import { packageRoot } from '@nixai/contributions';
import type { Shell } from './shells.js';

export interface ScriptOptions {
  /** Alt-N explains what failed. */
  readonly key: boolean;
  /** The shell asks nixai about a program that is not there. */
  readonly commandNotFound: boolean;
}

/** What a shell reads: fixed text, so that nothing is started when a shell is. */
export async function shellScript(
  host: HostWith<Commands>,
  shell: Shell,
  { key, commandNotFound }: ScriptOptions,
): Promise<string> {
  const [own, completion, notFound] = await Promise.all([
    scriptFile(`nixai.${shell}`),
    completionOf(host, shell),
    commandNotFound ? scriptFile(`notFound.${shell}`) : '',
  ]);
  const wish = key ? wantsKey[shell] : '';
  return [wish, own, notFound, completion].filter((part) => part !== '').join('');
}

const wantsKey = {
  bash: '_nixai_wants_key=1\n',
  zsh: '_nixai_wants_key=1\n',
  fish: 'set -g __nixai_wants_key 1\n',
} as const;

const scriptFile = (name: string): Promise<string> =>
  readFile(join(packageRoot(import.meta.url), 'scripts', name), 'utf8');

/** The script of `nixai completion`, only for who completes at all. */
async function completionOf(host: HostWith<Commands>, shell: Shell): Promise<string> {
  const service = await host.service(commands);
  const { result } = await service.invoke<{ readonly script: string }>('completion', {
    args: { shell },
  });
  if (shell !== 'zsh') return result.script;
  // Where compinit has not run, starting it here would cost more than all the rest.
  return `if (( $+functions[compdef] )); then\n${result.script}fi\n`;
}
