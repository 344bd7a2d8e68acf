import {
  ExitCode,
  NixaiError,
  expectOf,
  files,
  type CommandContext,
  type Host,
  type TemplatePack,
} from '@nixai/api';
import { packOf, textIfThere } from '@nixai/contributions';
import { join } from 'node:path';
import { packName, templatesFolder } from './own.js';
import { aboutTemplate, type AboutTemplate } from './result.js';

/** The templates that were made here, as every command is given them. */
export const ownPack = (host: Pick<Host, 'log' | 'paths'>): Promise<TemplatePack> =>
  packOf(packName, templatesFolder(host), host);

export async function ownTemplates(host: Host): Promise<AboutTemplate[]> {
  return (await ownPack(host)).templates.map(aboutTemplate);
}

/** @throws NixaiError `template-unknown`. */
export async function removeTemplate(
  { host, carryOut }: Pick<CommandContext, 'host' | 'carryOut'>,
  name: string,
  { dryRun, yes }: { readonly dryRun: boolean; readonly yes: boolean },
) {
  const id = name.replace(`${packName}/`, '');
  const known = (await ownPack(host)).templates.some((one) => one.id === id);
  if (!known)
    throw new NixaiError({
      code: 'template-unknown',
      what: `no template "${name}" was made for machines here`,
      hint: 'nixai machines template list',
      exitCode: ExitCode.failure,
    });
  const paths = ['yaml', 'nix'].map((end) => join(templatesFolder(host), `${id}.${end}`));
  const changes = await Promise.all(
    paths.map(async (path) => ({
      ...{ path, content: undefined },
      expect: expectOf(await textIfThere(path)),
    })),
  );
  const plan = await (await host.service(files)).plan(changes, `machines template remove ${id}`);
  const done = await carryOut(plan, { dryRun, yes, question: `Remove ${id}?` });
  return {
    ...{ template: id, files: paths, dryRun, removed: done !== undefined },
    ...(done?.change !== undefined && { undo: done.change }),
  };
}
