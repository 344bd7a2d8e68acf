import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ExitCode, NixaiError, files, type Host, type Plan } from '@nixai/api';
import type { PreparedTemplate } from './prepare.js';

export interface PlannedFile {
  /** Absolute. */
  readonly path: string;
  /** What will change, as a unified diff; empty where the file is so already. */
  readonly diff: string;
  readonly plan: Plan;
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
  const service = await host.service(files);
  const expect = before === undefined ? '' : createHash('sha256').update(before).digest('hex');
  const plan = await service.plan([{ path, content: nix, expect }], `templates apply ${id}`);
  return { path, diff: service.diff(before ?? '', nix, output), plan };
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
