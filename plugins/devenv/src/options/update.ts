import { ExitCode, files, NixaiError, type Host } from '@nixai/api';
import { resolve } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import type { Updated } from '../commands/devenv/update-options.js';
import { readOptionsMarkdown } from './markdown.js';
import {
  builtInOptions,
  describe,
  devenvOptions,
  takenPath,
  type DevenvOptions,
  type MadeFrom,
} from './options.js';
import { writeTaken } from './taken.js';

/** A list with fewer is cut off, or another project's. */
const fewest = 500;

/**
 * Takes a list from devenv's own documentation.
 * @throws NixaiError `usage`, or `devenv-no-options` where the file is no such list.
 */
export async function update(
  host: Host,
  file: string | undefined,
  version: string | undefined,
  dryRun: boolean,
): Promise<Updated> {
  if (file === undefined) throw nothingGiven();
  const service = await host.service(files);
  const text = await textOf(service.open(resolve(file))).catch((error: unknown) => {
    throw noOptions(file, error instanceof Error ? error.message : String(error));
  });
  const options = readOptionsMarkdown(text);
  if (options.length < fewest)
    throw noOptions(file, `it has ${options.length} options, and devenv has more than ${fewest}`);
  const madeFrom: MadeFrom = {
    version: version ?? 'of an unknown version',
    date: new Date().toISOString().slice(0, 10),
  };
  const after = { options, against: describe(madeFrom, options.length) };
  const updated = compare(await devenvOptions(host), after);
  if (!dryRun && updated.changed)
    await service.write(takenPath(host), writeTaken({ madeFrom, options }));
  return updated;
}

/** Goes back to the list that comes with the plugin. */
export async function goBack(host: Host, dryRun: boolean): Promise<Updated> {
  const updated = compare(await devenvOptions(host), builtInOptions());
  if (!dryRun) await (await host.service(files)).remove(takenPath(host));
  return updated;
}

function compare(before: DevenvOptions, after: DevenvOptions): Updated {
  const types = new Map(before.options.map(({ name, type }) => [name, type]));
  const names = new Set(after.options.map(({ name }) => name));
  const added = after.options.filter(({ name }) => !types.has(name));
  const removed = before.options.filter(({ name }) => !names.has(name));
  const retyped = after.options.filter(
    ({ name, type }) => types.has(name) && types.get(name) !== type,
  );
  return {
    changed: before.against !== after.against,
    before: before.against,
    against: after.against,
    added: added.map(({ name }) => name),
    removed: removed.map(({ name }) => name),
    retyped: retyped.length,
  };
}

const nothingGiven = (): NixaiError =>
  new NixaiError({
    code: 'usage',
    what: 'say which list is to be taken',
    hint: 'nixai devenv update-options options.md, or --built-in',
    exitCode: ExitCode.usage,
  });

const noOptions = (file: string, why: string): NixaiError =>
  new NixaiError({
    code: 'devenv-no-options',
    what: `${file} is no list of devenv's options`,
    why,
    hint: "it is docs/src/reference/options.md in devenv's repository",
    exitCode: ExitCode.refused,
  });
