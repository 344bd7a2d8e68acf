import { resolve } from 'node:path';
import { ExitCode, NixaiError, type CommandContext } from '@nixai/api';
import { isThere } from '../disk/folders.js';
import type { StoreEngine } from '../engines/engine.js';
import { engineOf } from '../place/flags.js';

export interface RestoreRequest {
  readonly engine: StoreEngine;
  /** The backup by any of its names. */
  readonly name: string;
  /** The folder that it goes into; absent where it goes into this machine's store. */
  readonly to?: string;
  readonly only?: 'config' | 'closure';
  /** Whether the machine becomes the system of the backup, once its store paths are there. */
  readonly switches: boolean;
  readonly dryRun: boolean;
  readonly yes: boolean;
}

interface Told {
  readonly repo?: string;
  readonly staging?: string;
  readonly to?: string;
  readonly 'into-store'?: boolean;
  readonly only?: 'config' | 'closure';
  readonly switch?: boolean;
  readonly 'dry-run'?: boolean;
  readonly yes?: boolean;
}

/** What flags ask for. A word with a slash, or that is there, is a place with its newest backup. */
export async function restoreRequest(
  context: Pick<CommandContext, 'host' | 'signal'> & { readonly flags: Told },
  word: string,
): Promise<RestoreRequest> {
  const { flags } = context;
  const isPlace =
    flags.repo === undefined &&
    (word.includes('/') || /\.tar(?:\.gz)?$/.test(word) || (await isThere(resolve(word))));
  if (flags.to === undefined && flags['into-store'] !== true)
    throw new NixaiError({
      code: 'usage',
      what: 'say where to restore it',
      hint: '--to FOLDER, or --into-store',
      exitCode: ExitCode.usage,
    });
  return {
    engine: await engineOf(context, isPlace ? word : flags.repo),
    name: isPlace ? 'latest' : word,
    ...(flags.to !== undefined && { to: resolve(flags.to) }),
    ...(flags.only !== undefined && { only: flags.only }),
    switches: flags.switch === true,
    dryRun: flags['dry-run'] === true,
    yes: flags.yes === true,
  };
}
