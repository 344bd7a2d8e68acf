import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ExitCode, NixaiError, files, type FileChange, type Host } from '@nixai/api';
import type { PreparedTemplate } from './prepare.js';

export interface PlannedFile extends FileChange {
  readonly content: string;
  /** What will change, as a unified diff; empty where the file is so already. */
  readonly diff: string;
}

/**
 * What `apply` would write. Nothing is written yet.
 * @param replace whether another file of that name may be replaced.
 * @throws NixaiError `template-variable`, `template-faulty` or `file-exists`.
 */
export async function planFile(
  host: Host,
  { id, nix, missing, check }: PreparedTemplate,
  output: string,
  replace: boolean,
): Promise<PlannedFile> {
  if (missing.length > 0)
    throw new NixaiError({
      code: 'template-variable',
      what: `${id} needs ${missing.join(', ')}`,
      hint: missing.map((name) => `--set ${name}=…`).join(' '),
      exitCode: ExitCode.usage,
    });
  const fault = check.findings.find(({ severity }) => severity === 'error');
  if (fault !== undefined)
    throw new NixaiError({
      code: 'template-faulty',
      what: `what ${id} makes of these values is wrong`,
      why: `line ${fault.line}: ${fault.message}`,
      hint: `nixai templates show ${id}`,
      exitCode: ExitCode.refused,
    });
  const path = resolve(output);
  const before = await textOf(path);
  if (before !== undefined && before !== nix && !replace)
    throw new NixaiError({
      code: 'file-exists',
      what: `there is a file ${output} already`,
      hint: 'give another --output, or --force to replace it (nixai undo brings it back)',
      exitCode: ExitCode.refused,
    });
  const diff = (await host.service(files)).diff(before ?? '', nix, output);
  const expect = before === undefined ? '' : createHash('sha256').update(before).digest('hex');
  return { path, content: nix, expect, diff };
}

/** Writes it; undefined where the file is so already. */
export async function writeFile(
  host: Host,
  { path, content, expect }: PlannedFile,
  id: string,
): Promise<string | undefined> {
  const service = await host.service(files);
  const change = await service.change([{ path, content, expect }], `templates apply ${id}`);
  return change?.id;
}

async function textOf(path: string): Promise<string | undefined> {
  const stats = await stat(path).catch(() => undefined);
  if (stats === undefined) return undefined;
  if (!stats.isFile())
    throw new NixaiError({
      code: 'file-exists',
      what: `${path} is no file that could be replaced`,
      hint: 'give the name of a file with --output',
      exitCode: ExitCode.refused,
    });
  return readFile(path, 'utf8');
}
