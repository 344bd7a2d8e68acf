import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ExitCode, NixaiError, files, isNixaiError, type Host, type Prompt } from '@nixai/api';
import { inPrivateFolder } from '@nixai/safety';

export interface EditTools {
  readonly prompt: Prompt;
  readonly notice: (text: string) => void;
  /** Hands the terminal to a program and waits for it; returns its exit code. */
  readonly open: (argv: readonly [string, ...string[]]) => Promise<number>;
  readonly env: NodeJS.ProcessEnv;
}

export interface EditResult {
  readonly file: string;
  readonly changed: boolean;
}

/**
 * Lets a person edit a copy of the user's file. It takes the file's place once nothing is wrong with
 * it; until then the person is asked to go back to it or to let it go.
 * @throws NixaiError `editor-failed`, or `config-invalid` where nobody can be asked.
 */
export async function editUserFile(host: Host, tools: EditTools): Promise<EditResult> {
  const before = await host.config.readUserFile();
  return inPrivateFolder(host, async (folder) => {
    const copy = join(folder, basename(before.file));
    await (await host.service(files)).write(copy, before.text, { mode: 0o600 });
    for (;;) {
      await openEditor(copy, tools);
      const text = await readFile(copy, 'utf8');
      if (text === before.text) return { file: before.file, changed: false };
      try {
        await host.config.replaceUserFile(before, text);
        return { file: before.file, changed: true };
      } catch (error) {
        if (!(await wantsToGoBack(error, tools))) return { file: before.file, changed: false };
      }
    }
  });
}

async function openEditor(file: string, { open, env, prompt }: EditTools): Promise<void> {
  const chosen = env['VISUAL'] || env['EDITOR'];
  // vi would wait for keys that nobody presses.
  if (chosen === undefined && !prompt.interactive) throw noEditor();
  // As git does it, but without a shell: words are separated by blanks (`code --wait`).
  const words = (chosen || 'vi').split(/\s+/).filter((word) => word !== '');
  const [program = 'vi', ...args] = words;
  const code = await open([program, ...args, file]);
  if (code === 0) return;
  throw new NixaiError({
    code: 'editor-failed',
    what: `${program} ended with ${code}, so nothing was changed`,
    hint: 'set EDITOR to the editor of your choice',
    exitCode: ExitCode.failure,
  });
}

function noEditor(): NixaiError {
  return new NixaiError({
    code: 'not-interactive',
    what: 'there is no terminal to edit at',
    why: 'neither VISUAL nor EDITOR names a program that needs none',
    hint: 'nixai config set KEY VALUE',
    exitCode: ExitCode.refused,
  });
}

async function wantsToGoBack(error: unknown, { prompt, notice }: EditTools): Promise<boolean> {
  if (!isNixaiError(error) || error.code !== 'config-invalid' || !prompt.interactive) throw error;
  notice(`${error.what}:\n${error.why ?? ''}`);
  return prompt.confirm('Edit it again? (No lets your changes go)', true);
}
