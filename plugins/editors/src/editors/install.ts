import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expectOf, files, type CommandContext } from '@nixai/api';
import { packageRoot, textIfThere } from '@nixai/contributions';
import type { EditorsInstall } from '../results/editors.js';
import { editors, type Editor } from './editors.js';
import { extensionEditors, installExtension, type InstalledExtension } from './extension.js';
import { withSettings } from './withSettings.js';

/** What nixai writes for an editor. */
const settingsOf = ({ settings }: Editor): Promise<string> =>
  readFile(join(packageRoot(import.meta.url), 'settings', settings), 'utf8');

/** Sets editors up: by their settings, or by the extension of those that have one. */
export async function installEditors(
  context: Pick<CommandContext, 'host' | 'carryOut' | 'signal'>,
  names: readonly string[],
  approval: { readonly dryRun: boolean; readonly yes: boolean },
): Promise<EditorsInstall> {
  const settings = await writeSettings(context, names, approval);
  const extensions: InstalledExtension[] = [];
  for (const editor of extensionEditors.filter(({ id }) => names.includes(id)))
    extensions.push(await installExtension(context, editor, approval));
  return {
    ...settings,
    editors: [...settings.editors, ...extensions.map(({ editor }) => editor)],
    diff: [settings, ...extensions]
      .map(({ diff }) => diff)
      .filter((diff) => diff !== '')
      .join('\n'),
    written: settings.written || extensions.some(({ written }) => written),
  };
}

/** Writes the settings of one editor or of several, all or none. */
async function writeSettings(
  { host, carryOut }: Pick<CommandContext, 'host' | 'carryOut'>,
  names: readonly string[],
  { dryRun, yes }: { readonly dryRun: boolean; readonly yes: boolean },
): Promise<EditorsInstall> {
  const config = dirname(host.paths.config);
  const wanted = await Promise.all(
    editors
      .filter(({ id }) => names.includes(id))
      .map(async (editor) => {
        const path = editor.file(config);
        const there = await textIfThere(path);
        const content = withSettings(editor, there, await settingsOf(editor), path);
        return { editor, path, there, content };
      }),
  );
  const changes = wanted.filter(({ there, content }) => there !== content);
  const service = await host.service(files);
  const plan = await service.plan(
    changes.map(({ path, there, content }) => ({
      path,
      content,
      expect: expectOf(there),
    })),
    `editors install ${names.join(' ')}`,
  );
  const done = await carryOut(plan, { dryRun, yes, question: 'Write this?' });
  return {
    editors: wanted.map(({ editor: { id, title, note }, path, there, content }) => ({
      ...{ id, title, file: path },
      isThere: there === content,
      note: note?.(path),
    })),
    diff: dryRun ? plan.actions.map(({ detail }) => detail).join('\n') : '',
    written: done !== undefined,
    dryRun,
    undo: done?.change,
  };
}
