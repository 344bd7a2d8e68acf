import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expectOf, ExitCode, files, NixaiError, type Host, type Plan } from '@nixai/api';
import type { DevenvFiles } from './prepare.js';

/** Bytes of a file that is replaced or added to. */
const largest = 16 * 2 ** 20;
const ignored = ['.devenv*', 'devenv.local.nix', 'devenv.local.yaml', '.direnv'];
const envrc = '#!/usr/bin/env bash\n\neval "$(devenv direnvrc)"\n\nuse devenv\n';

/**
 * What is to be written into a project's folder: devenv's files, and the lines that keep its own out
 * of git. What is there of .envrc stays.
 * @param replace whether devenv.nix and devenv.yaml may be replaced.
 * @throws NixaiError `file-exists`.
 */
export async function planFiles(
  host: Host,
  { nix, yaml }: DevenvFiles,
  directory: string,
  replace: boolean,
): Promise<{ readonly folder: string; readonly plan: Plan }> {
  const folder = resolve(directory);
  const wanted = [
    { name: 'devenv.nix', content: nix, may: replace },
    { name: 'devenv.yaml', content: yaml, may: replace },
    { name: '.envrc', content: envrc, may: false },
    { name: '.gitignore', content: undefined, may: true },
  ];
  const changes = [];
  for (const { name, content, may } of wanted) {
    const path = join(folder, name);
    const before = await textOf(path);
    if (name === '.envrc' && before !== undefined) continue;
    const after = content ?? withIgnored(before ?? '');
    if (before !== undefined && before !== after && !may) throw exists(path);
    const expect = expectOf(before);
    changes.push({ path, content: after, expect });
  }
  const plan = await (await host.service(files)).plan(changes, 'devenv create');
  return { folder, plan };
}

/** The text with the lines that it lacks, in a paragraph of their own. */
function withIgnored(before: string): string {
  const lines = before.split('\n').map((line) => line.trim());
  const missing = ignored.filter((line) => !lines.includes(line) && !lines.includes(`/${line}`));
  if (missing.length === 0) return before;
  const gap = before === '' ? '' : before.endsWith('\n') ? '\n' : '\n\n';
  return `${before}${gap}# devenv\n${missing.join('\n')}\n`;
}

async function textOf(path: string): Promise<string | undefined> {
  const stats = await stat(path).catch(() => undefined);
  if (stats === undefined) return undefined;
  if (!stats.isFile() || stats.size > largest) throw exists(path);
  return readFile(path, 'utf8');
}

const exists = (path: string): NixaiError =>
  new NixaiError({
    code: 'file-exists',
    what: `there is ${path} already`,
    hint: 'give another --directory, or --force to replace it (nixai undo brings it back)',
    exitCode: ExitCode.refused,
  });
