import { arg, defineCommand, ExitCode, flag, NixaiError } from '@nixai/api';
import { editorsInstall } from '../../results/editors.js';

export default defineCommand({
  summary: 'Have an editor start nixai lsp for Nix files',
  description: `Writes the settings of helix, zed, kate, sublime or emacs, or adds to them: comments and order
stay. Where a file says something of Nix that would be in the way it is left alone, and what belongs there is
shown. vscode, vscodium and cursor get an extension, by their own program. Neovim has a command of its own:
nixai neovim-setup. docs/editors.md has all of them.`,
  examples: ['<%= config.bin %> editors install helix --dry-run'],
  effects: ['run', 'write'],
  output: editorsInstall,
  args: { editors: arg.rest('helix, zed, kate, sublime, emacs, vscode, vscodium, cursor') },
  flags: {
    'dry-run': flag.boolean('Show what would be written, and change nothing'),
    yes: flag.boolean('Do not ask', { char: 'y' }),
  },
  async run(context) {
    const { args, flags } = context;
    const [{ editors }, { extensionEditors }] = await Promise.all([
      import('../../editors/editors.js'),
      import('../../editors/extension.js'),
    ]);
    const known = [...editors, ...extensionEditors].map(({ id }) => id);
    const unknown = args.editors.find((name) => !known.includes(name));
    if (args.editors.length === 0 || unknown !== undefined) throw unknownEditor(unknown, known);
    const { installEditors } = await import('../../editors/install.js');
    return installEditors(context, args.editors, {
      dryRun: flags['dry-run'] === true,
      yes: flags.yes === true,
    });
  },
  render({ editors, diff, written, dryRun, undo }) {
    const notes = editors.flatMap(({ note }) => note ?? []);
    if (dryRun)
      return diff === '' ? 'There is nothing to do.' : `${diff}\nNothing was written (--dry-run).`;
    if (!written)
      return editors.every(({ isThere }) => isThere)
        ? ['It is there already.', ...notes].join('\n')
        : 'Nothing was changed.';
    const where = editors.map(({ title, file }) => `${title}: ${file}`);
    return [...where, ...notes, undo && `Taken back with: nixai undo ${undo}`]
      .filter((line) => line !== undefined && line !== '')
      .join('\n');
  },
});

const unknownEditor = (name: string | undefined, known: readonly string[]): NixaiError =>
  new NixaiError({
    code: 'editors-unknown',
    what: name === undefined ? 'no editor is named' : `there are no settings for ${name}`,
    why: `there are ${known.join(', ')}`,
    hint:
      name === 'neovim' || name === 'nvim' ? 'nixai neovim-setup' : 'nixai editors install helix',
    exitCode: ExitCode.usage,
  });
