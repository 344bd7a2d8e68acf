import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ExitCode, NixaiError, files, type Host } from '@nixai/api';
import { packageRoot } from '../../packageRoot.js';
import { fillTemplate, packageName, type NewPlugin, type PluginFiles } from './fillTemplate.js';

export interface PlannedPlugin {
  /** The npm name. */
  readonly package: string;
  /** The folder that will hold it; absolute. */
  readonly folder: string;
  readonly files: PluginFiles;
}

/**
 * What `create` would write.
 * @param parent the folder that the plugin's own folder is made in.
 * @throws NixaiError `plugin-name` or `folder-taken`.
 */
export function planPlugin(host: Host, plugin: NewPlugin, parent: string): PlannedPlugin {
  refuseNames(plugin);
  if (plugin.kinds.includes('command') && host.hasCommand(plugin.name))
    throw wrongName(`there is a command "${plugin.name}" already`, 'a plugin cannot replace it');
  const folder = resolve(parent, `nixai-plugin-${plugin.name}`);
  refuseTaken(folder);
  const template = readFileSync(join(packageRoot, 'dist/plugin-template.json'), 'utf8');
  const filled = fillTemplate(JSON.parse(template) as PluginFiles, plugin);
  return { package: packageName(plugin), folder, files: filled };
}

/** Writes all of the files or none; `nixai undo` takes them back. */
export async function writePlugin(host: Host, planned: PlannedPlugin): Promise<void> {
  const service = await host.service(files);
  const changes = Object.entries(planned.files).map(([path, content]) => ({
    path: join(planned.folder, path),
    content,
    expect: '',
  }));
  await service.change(changes, `plugins create ${planned.package}`);
}

function refuseNames({ name, scope }: NewPlugin): void {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || name.length > 60)
    throw wrongName(`"${name}" is no name for a plugin`, 'lower-case letters, digits and hyphens');
  if (scope !== undefined && !/^@[a-z0-9][a-z0-9._-]*$/.test(scope))
    throw wrongName(`"${scope}" is no npm scope`, 'as in --scope @acme');
}

function wrongName(what: string, why: string): NixaiError {
  const hint = 'nixai plugins create wiki --kind source';
  return new NixaiError({ code: 'plugin-name', what, why, hint, exitCode: ExitCode.usage });
}

function refuseTaken(folder: string): void {
  if (entriesOf(folder).length > 0)
    throw new NixaiError({
      code: 'folder-taken',
      what: `there is something in ${folder}`,
      hint: 'give another folder with --dir, or another name',
      exitCode: ExitCode.refused,
    });
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
