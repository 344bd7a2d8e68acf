import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { files, type CommandContext, type Host, type Plan } from '@nixai/api';
import { editRegistry, emptyRegistry } from './edit.js';
import { fleetOf, layerOf, loadFleet, loadSomeFleet, type Fleet } from './load.js';
import type { Edits } from './operations.js';
import { privateRegistry, type RegistryPlace } from './places.js';

export interface ChangeRequest {
  /** `--registry-path`: the one file to read and to change. */
  readonly registry?: string;
  /** Change the person's own registry, where the change makes something new. */
  readonly private?: boolean;
  readonly dryRun: boolean;
  readonly yes: boolean;
  /** As a person would say it: `machines add web1`. */
  readonly about: string;
  readonly question: string;
}

export interface Changed {
  readonly files: readonly string[];
  readonly changed: boolean;
  readonly dryRun: boolean;
  /** What would be different, where nothing was done. */
  readonly diff?: string;
  readonly undo?: string;
}

/**
 * Changes registries: one at a time, shown and asked first, all files or none, and so that the
 * result is valid.
 * @param plan from the registries as they are, and the place for what is new, to the edits.
 * @throws NixaiError `registry-missing`, `registry-invalid`, `locked`, or what `plan` throws.
 */
export async function changeRegistry(
  { host, carryOut }: Pick<CommandContext, 'host' | 'carryOut'>,
  request: ChangeRequest,
  plan: (fleet: Fleet, place: RegistryPlace) => Edits,
): Promise<Changed> {
  const service = await host.service(files);
  const lock = await service.lock(lockFile(host, request.registry), 10_000);
  try {
    const mine = request.private === true;
    const fleet = await (mine ? loadFleet : loadSomeFleet)(host, request.registry);
    const edits = plan(fleet, mine ? privateRegistry(host) : placeForNew(fleet));
    const after = [...edits].map(([file, wanted]) => {
      const before = fleet.layers.find((layer) => layer.file === file);
      const content = editRegistry(before?.text ?? emptyRegistry, wanted);
      return { path: file, content, expect: before?.sha256 ?? '' };
    });
    checkWhole(fleet, after);
    const { dryRun, yes, question, about } = request;
    const writing = await service.plan(after, about);
    const done = await carryOut(writing, { dryRun, yes, question });
    return {
      files: after.map(({ path }) => path),
      changed: done !== undefined,
      dryRun,
      ...(dryRun && { diff: diffOf(writing) }),
      ...(done?.change !== undefined && { undo: done.change }),
    };
  } finally {
    await lock.release();
  }
}

/** What a plan would change, as it is shown to who is asked. */
export const diffOf = ({ actions }: Plan): string =>
  actions.map(({ detail }) => detail.replace(/\n?$/, '\n')).join('');

/** Where what is new belongs: the last registry that is a team's, else the one that is there. */
function placeForNew({ layers }: Fleet): RegistryPlace {
  return (layers.findLast(({ kind }) => kind === 'team') ?? layers.at(-1)) as RegistryPlace;
}

/** @throws NixaiError `registry-invalid` where the files would be at fault together. */
function checkWhole(
  fleet: Fleet,
  after: readonly { readonly path: string; readonly content: string }[],
): void {
  const layers = fleet.places.flatMap((place) => {
    const changed = after.find(({ path }) => path === place.file);
    const there = fleet.layers.find(({ file }) => file === place.file);
    return changed ? [layerOf(place, changed.content)] : there ? [there] : [];
  });
  fleetOf(layers, fleet.places);
}

/** Beside no registry: one that lies in git would show it. */
function lockFile(host: Host, named = ''): string {
  const id = createHash('sha256').update(named).digest('hex').slice(0, 12);
  return join(host.paths.state, 'machines', `registry-${id}.lock`);
}
