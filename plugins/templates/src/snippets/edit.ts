import { join } from 'node:path';
import {
  ExitCode,
  files as fileService,
  isNixaiError,
  messageOf,
  NixaiError,
  processes,
  type CommandContext,
} from '@nixai/api';
import { readRegular } from '@nixai/contributions';
import { asModule } from './asModule.js';
import { keepSnippet } from './keep.js';
import { findSnippet, readSnippet, writeSnippet } from './store.js';

/**
 * Opens a snippet in the person's editor; what they save is looked at before it is kept.
 * @throws NixaiError `snippet-unknown`, `editor-failed`, `not-interactive`, `snippet-unfit`.
 */
export async function editSnippet(
  name: string,
  env: Readonly<Record<string, string | undefined>>,
  context: Pick<CommandContext, 'host' | 'carryOut' | 'prompt' | 'notice'>,
) {
  const { host, prompt, notice } = context;
  const snippet = await findSnippet(host, name);
  const editor = env['VISUAL'] || env['EDITOR'];
  // vi would wait for keys that nobody presses.
  if (editor === undefined && !prompt.interactive)
    throw new NixaiError({
      code: 'not-interactive',
      what: 'there is no terminal to edit in',
      hint: `nixai snippets add ${name} FILE --force`,
      exitCode: ExitCode.refused,
    });
  const service = await host.service(fileService);
  const runner = await host.service(processes);
  const draft = join(host.paths.cache, 'templates', `edit-${name}.nix`);
  await service.write(draft, writeSnippet(snippet), { mode: 0o600 });
  const [program = 'vi', ...words] = (editor || 'vi').split(/\s+/).filter(Boolean);
  for (;;) {
    const { code } = await runner.atTerminal([program, ...words, draft]);
    if (code !== 0)
      throw new NixaiError({
        code: 'editor-failed',
        what: `${program} ended with ${code}, so nothing was changed`,
        hint: 'set EDITOR to the editor of your choice',
        exitCode: ExitCode.failure,
      });
    const edited = readSnippet(name, await readRegular(draft, 'utf8'));
    try {
      const kept = { ...edited, nix: asModule(edited.nix) };
      const request = { force: true, yes: true, dryRun: false };
      const done = await keepSnippet(kept, request, context);
      // It is kept already: a draft that stays is no failure, and the next one takes its place.
      await service.remove(draft).catch((error: unknown) => {
        notice(`${draft} stays: ${messageOf(error)}`);
      });
      return { ...kept, ...done };
    } catch (error) {
      if (!isNixaiError(error) || !prompt.interactive) throw error;
      notice([error.message, error.why].filter(Boolean).join(': '));
      if (!(await prompt.confirm('Go back and mend it?', true))) throw error;
    }
  }
}
