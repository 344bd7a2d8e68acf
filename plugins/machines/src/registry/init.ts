import { dirname } from 'node:path';
import { files, type CommandContext, type Plan } from '@nixai/api';
import { readRegular } from '@nixai/contributions';
import { diffOf } from './change.js';
import { emptyRegistry } from './edit.js';
import { fleetOf, layerOf } from './load.js';
import { privateRegistry, registryFile } from './places.js';
import { machinesSettings } from './settings.js';

export interface Initialised {
  readonly file: string;
  /** Whether it was there already. */
  readonly existed: boolean;
  /** Whether `machines.registries` names it: a person's own registry is read anyway. */
  readonly registered: boolean;
  readonly written: boolean;
  readonly dryRun: boolean;
  /** What would be different, where nothing was done. */
  readonly diff?: string;
  readonly undo?: string;
}

/**
 * Makes a registry, and has the configuration name it; one that is there is only named.
 * @throws NixaiError `registry-invalid` for one that is there and at fault.
 */
export async function initRegistry(
  { host, carryOut }: Pick<CommandContext, 'host' | 'carryOut'>,
  request: { readonly registry?: string; readonly dryRun: boolean; readonly yes: boolean },
): Promise<Initialised> {
  const own = privateRegistry(host);
  const file = request.registry === undefined ? own.file : registryFile(request.registry);
  const there = await readRegular(file, 'utf8').catch(() => undefined);
  if (there !== undefined) {
    const place = { file, kind: 'named' } as const;
    fleetOf([layerOf(place, there)], [place]);
  }
  const { registries } = await (await host.service(machinesSettings))();
  const isNamed = file === own.file || registries.some((path) => registryFile(path) === file);
  const { dryRun, yes } = request;
  const writing = await (
    await host.service(files)
  ).plan(
    there === undefined ? [{ path: file, content: emptyRegistry, expect: '' }] : [],
    'machines init',
  );
  const plan = isNamed ? writing : withSetting(writing, [...registries, nameOf(file)], host);
  const done = await carryOut(plan, { dryRun, yes, question: 'Do this?' });
  return {
    file,
    existed: there !== undefined,
    registered: isNamed || done !== undefined,
    written: done !== undefined && there === undefined,
    dryRun,
    ...(dryRun && { diff: diffOf(plan) }),
    ...(done?.change !== undefined && { undo: done.change }),
  };
}

/** How the configuration names it: by its folder where that is enough. */
const nameOf = (file: string): string => (file.endsWith('/machines.yaml') ? dirname(file) : file);

function withSetting(
  writing: Plan,
  registries: readonly string[],
  { config }: CommandContext['host'],
): Plan {
  const words = registries.join(' ');
  return {
    ...writing,
    actions: [
      ...writing.actions,
      {
        kind: 'change',
        target: 'nixai config',
        detail: `nixai config set machines.registries ${words}\n`,
      },
    ],
    async apply(task) {
      const applied = await writing.apply(task);
      await config.set('machines.registries', registries);
      return applied;
    },
  };
}
