import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { ExitCode, NixaiError, files, isNixaiError, type Host, type Prompt } from '@nixai/api';

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
  const folder = await mkdtemp(join(tmpdir(), 'nixai-'));
  const copy = join(folder, basename(before.file));
  try {
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
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function openEditor(file: string, { open, env }: EditTools): Promise<void> {
  // As git does it, but without a shell: words are separated by blanks (`code --wait`).
  const words = (env['VISUAL'] || env['EDITOR'] || 'vi').split(/\s+/).filter((word) => word !== '');
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

async function wantsToGoBack(error: unknown, { prompt, notice }: EditTools): Promise<boolean> {
  if (!isNixaiError(error) || error.code !== 'config-invalid' || !prompt.interactive) throw error;
  notice(`${error.what}:\n${error.why ?? ''}`);
  return prompt.confirm('Edit it again? (No lets your changes go)', true);
}
