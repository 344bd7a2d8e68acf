import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  NixaiError,
  processes,
  type CommandContext,
  type Plan,
  type ProcessRunner,
} from '@nixai/api';
import { packageRoot } from '@nixai/contributions';
import type { EditorsInstall } from '../results/editors.js';

/** An editor that is set up by our extension (`vscode/`), which its own program puts in. */
export interface ExtensionEditor {
  readonly id: string;
  readonly title: string;
  readonly program: string;
}

export const extensionEditors: readonly ExtensionEditor[] = [
  { id: 'vscode', title: 'VS Code', program: 'code' },
  { id: 'vscodium', title: 'VSCodium', program: 'codium' },
  { id: 'cursor', title: 'Cursor', program: 'cursor' },
];

const extensionId = 'nixai.nixai';

/** What became of one editor. */
export type InstalledExtension = Pick<EditorsInstall, 'diff' | 'written'> & {
  readonly editor: EditorsInstall['editors'][number];
};

/**
 * Has an editor install the extension that came with this plugin, and looks that it has it then.
 * @throws NixaiError `program-missing` without the editor's program, `editors-extension`.
 */
export async function installExtension(
  { host, carryOut, signal }: Pick<CommandContext, 'host' | 'carryOut' | 'signal'>,
  { id, title, program }: ExtensionEditor,
  { dryRun, yes }: { readonly dryRun: boolean; readonly yes: boolean },
): Promise<InstalledExtension> {
  const file = join(packageRoot(import.meta.url), 'vscode/nixai.vsix');
  const runner = await host.service(processes);
  const wanted = `${extensionId}@${await ownVersion()}`;
  const has = async () => (await extensionsOf(runner, program, signal)).includes(wanted);
  const isThere = await has();
  const about = { id, title, file, isThere };
  if (isThere) return { editor: about, diff: '', written: false };
  const argv = [program, '--install-extension', file, '--force'] as const;
  const detail = argv.join(' ');
  const plan: Plan = {
    about: `editors install ${id}`,
    actions: [{ kind: 'run', target: program, detail }],
    risk: 'none',
    async apply() {
      const { code, stdout, stderr } = await runner.run(argv, { signal, timeout: 120_000 });
      if (code === 0 && (await has())) return {};
      throw new NixaiError({
        code: 'editors-extension',
        what: `${title} did not install the extension`,
        why: (stderr || stdout).trim().split('\n').at(-1),
        hint: detail,
      });
    },
  };
  const done = await carryOut(plan, { dryRun, yes, question: 'Run this?' });
  const note = `Taken out with: ${program} --uninstall-extension ${extensionId}`;
  return {
    editor: { ...about, ...(done !== undefined && { note }) },
    diff: dryRun ? detail : '',
    written: done !== undefined,
  };
}

/** The extensions that an editor has, as `publisher.name@version`. */
async function extensionsOf(
  runner: ProcessRunner,
  program: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const argv = [program, '--list-extensions', '--show-versions'] as const;
  const { stdout } = await runner.run(argv, { signal });
  return stdout.toLowerCase().split(/\s+/);
}

async function ownVersion(): Promise<string> {
  const text = await readFile(join(packageRoot(import.meta.url), 'package.json'), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}
