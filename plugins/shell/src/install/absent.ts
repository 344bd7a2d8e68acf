import { access, constants } from 'node:fs/promises';
import { delimiter, dirname, join, resolve } from 'node:path';
import { shellWord, type CommandContext } from '@nixai/api';

/** Says it where new shells would not find nixai: the script starts it by its name, so that an update counts. */
export async function noticeAbsent({ notice }: Pick<CommandContext, 'notice'>): Promise<void> {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const folder of folders) if (await isProgram(join(folder, 'nixai'))) return;
  const program = resolve(process.argv[1] ?? '');
  const own = dirname(program);
  const line = (await isProgram(join(own, 'nixai')))
    ? `export PATH=${shellWord(own)}:$PATH`
    : `mkdir -p ~/.local/bin && ln -s ${shellWord(program)} ~/.local/bin/nixai && export PATH=~/.local/bin:$PATH`;
  notice(
    `There is no nixai in your PATH: until there is, new shells have neither nixai-why nor what Alt-N does. Write into a file that your shell reads: ${line}`,
  );
}

const isProgram = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
