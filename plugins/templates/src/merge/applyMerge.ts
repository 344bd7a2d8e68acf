import { access } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { ExitCode, NixaiError, files, type CommandContext } from '@nixai/api';
import { complianceOfPlan } from '../checks/planned.js';
import { refuseUnmet } from '../checks/refuse.js';
import type { PreparedTemplate } from '../templates/prepare.js';
import { refuseUnready } from '../templates/refuse.js';
import { conflictLines } from './conflictLines.js';
import { findEntry } from './entry.js';
import { planMerge, type MergedTemplate } from './plan.js';
import { reportOf } from './report.js';
import type { ResolveAll } from './resolve.js';

export interface MergeRequest {
  /** The command that a person ran: `snippets apply tls`. */
  readonly about: string;
  readonly output?: string;
  readonly machine?: string;
  readonly inline: boolean;
  readonly resolve?: ResolveAll;
  readonly backup: boolean;
  /** Hold the whole to the rules that come with the template. */
  readonly compliance?: boolean;
  readonly dryRun: boolean;
  readonly yes: boolean;
}

type Context = Pick<
  CommandContext,
  'host' | 'prompt' | 'carryOut' | 'notice' | 'write' | 'view' | 'json'
>;

/**
 * Merges a template into a configuration: conflicts are decided, the changes shown, asked for and
 * written, all of them or none.
 */
export async function applyMerge(
  prepared: MergedTemplate & Pick<PreparedTemplate, 'check' | 'missing' | 'hardware'>,
  request: MergeRequest,
  { host, prompt, carryOut, write, view }: Context,
) {
  refuseUnready(prepared);
  const { id, kind, check } = prepared;
  if (kind === 'flake')
    throw new NixaiError({
      code: 'usage',
      what: `${id} is a whole flake, and is not merged into a module`,
      hint: `nixai templates apply ${id} --output flake.nix`,
      exitCode: ExitCode.usage,
    });
  const { about, dryRun, yes, inline, resolve } = request;
  const entry = await findEntry(host, kind, request);
  const options = {
    ...{ entry, about, inline, resolve, undecided: dryRun && resolve === undefined },
    ...(request.backup && { backup: `.before-${id}` }),
  };
  const merge = await planMerge(host, prepared, options, prompt, (conflict) =>
    write(`${conflictLines(conflict, view)}\n`),
  );
  const compliance =
    request.compliance === true
      ? await complianceOfPlan(prepared, merge, request.machine === undefined)
      : undefined;
  if (!dryRun) refuseUnmet(id, compliance ?? []);
  const { plan } = merge;
  const count = merge.changes.length;
  const question = `Write ${count === 1 ? 'this file' : `these ${count} files`}?`;
  const done = await carryOut(plan, { dryRun, yes, question });
  const { record } = merge;
  // Only nixai's own record was missing: nothing of the person's is written.
  if (record !== undefined && !dryRun)
    await (await host.service(files)).write(record.path, String(record.content), { mode: 0o600 });
  const written = done !== undefined;
  return {
    ...{ template: id, check, written, dryRun },
    ...(done?.change !== undefined && { undo: done.change }),
    merge: reportOf(merge),
    ...(compliance !== undefined && { compliance }),
    ...(prepared.hardware !== undefined && { hardware: prepared.hardware }),
    next: written ? await nextSteps(merge.entry, kind, merge.changes) : [],
  };
}

/** What is to be done by the person: tell git of new files, and build. */
async function nextSteps(
  entry: string,
  kind: PreparedTemplate['kind'],
  changes: readonly { readonly path: string }[],
): Promise<string[]> {
  const root = await folderWith('.git', dirname(entry));
  const made = changes.map(({ path }) => path).filter((path) => path.includes('/nixai/'));
  const isFlake = (await folderWith('flake.nix', dirname(entry))) !== undefined;
  return [
    ...(root === undefined || made.length === 0
      ? []
      : [`git -C ${root} add -N ${made.map((path) => relative(root, path)).join(' ')}`]),
    kind === 'home-manager'
      ? 'home-manager switch'
      : `sudo nixos-rebuild ${isFlake ? 'dry-build --flake .' : 'dry-build'}`,
  ];
}

async function folderWith(name: string, from: string): Promise<string | undefined> {
  for (let folder = from; ; folder = dirname(folder)) {
    const there = await access(join(folder, name)).then(
      () => true,
      () => false,
    );
    if (there) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}
