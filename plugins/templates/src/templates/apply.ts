import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  expectOf,
  ExitCode,
  NixaiError,
  files,
  type CommandContext,
  type Host,
  type Plan,
} from '@nixai/api';
import { readRegular } from '@nixai/contributions';
import type { PreparedTemplate } from './prepare.js';
import { complianceOfText } from '../checks/planned.js';
import { refuseUnmet } from '../checks/refuse.js';
import { recordOf } from '../versions/record.js';
import { withoutRecord } from '../versions/stamps.js';
import { refuseUnready } from './refuse.js';

/** Bytes of a file that is replaced: it is shown what becomes of it. */
const largest = 16 * 2 ** 20;

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
async function planFile(
  host: Host,
  prepared: PreparedTemplate,
  output: string,
  replace: boolean,
): Promise<PlannedFile> {
  refuseUnready(prepared);
  const { id, nix } = prepared;
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
  const expect = expectOf(before);
  const record =
    before === nix
      ? undefined
      : await recordOf(host, prepared, { entry: path, home: path, adopted: [] });
  const changes = [{ path, content: nix, expect }, ...(record === undefined ? [] : [record])];
  const plan = withoutRecord(host, await service.plan(changes, `templates apply ${id}`));
  return { path, diff: service.diff(before ?? '', nix, output), plan };
}

async function textOf(path: string): Promise<string | undefined> {
  const stats = await stat(path).catch(() => undefined);
  if (stats === undefined) return undefined;
  if (!stats.isFile() || stats.size > largest)
    throw new NixaiError({
      code: 'file-exists',
      what: `${path} is no file that could be replaced`,
      why: `it would be a regular one of at most ${largest / 2 ** 20} MiB`,
      hint: 'give the name of a file with --output',
      exitCode: ExitCode.refused,
    });
  return readRegular(path, 'utf8');
}

/** Writes what a template makes to a file of its own: shown, asked for, and taken back by undo. */
export async function applyToFile(
  prepared: PreparedTemplate,
  request: {
    readonly output: string;
    readonly force: boolean;
    readonly dryRun: boolean;
    readonly yes: boolean;
    readonly compliance?: boolean;
  },
  { host, carryOut }: Pick<CommandContext, 'host' | 'carryOut'>,
) {
  const { output, force, dryRun, yes } = request;
  const { path: file, diff, plan } = await planFile(host, prepared, output, force);
  const compliance = request.compliance === true ? await complianceOfText(prepared) : undefined;
  if (!dryRun) refuseUnmet(prepared.id, compliance ?? []);
  const done = await carryOut(plan, { dryRun, yes, question: `Write ${file}?` });
  const { id: template, check } = prepared;
  const undo = done?.change;
  const written = done !== undefined;
  const { hardware } = prepared;
  return {
    ...{ template, file, diff, check, written, dryRun, next: [] },
    ...(undo && { undo }),
    ...(compliance !== undefined && { compliance }),
    ...(hardware !== undefined && { hardware }),
  };
}
