import { ExitCode, NixaiError, type CommandContext } from '@nixai/api';
import { refuseTaken } from '../engines/nixCache/archive.js';
import type { EngineName } from '../engines/names.js';
import { scopes, type Scope } from '../manifest/manifest.js';
import { engineFor } from '../place/flags.js';
import type { BackupRequest } from './backup.js';

interface Told {
  readonly output?: string;
  readonly repo?: string;
  readonly staging?: string;
  readonly scope: string;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly root?: readonly string[];
  readonly pre?: string;
  readonly post?: string;
  readonly 'dry-run'?: boolean;
  readonly 'no-verify'?: boolean;
  readonly init?: boolean;
  readonly engine?: EngineName;
}

/** What flags ask for. @throws NixaiError where they ask for what cannot be. */
export async function requestOf(
  context: Pick<CommandContext, 'host' | 'signal'> & { readonly flags: Told },
): Promise<BackupRequest> {
  const { flags } = context;
  const engine = await engineFor(context);
  const dryRun = flags['dry-run'] === true;
  if (/\.tar(?:\.gz)?$/.test(engine.place) && !dryRun) await refuseTaken(engine.place);
  return {
    engine,
    scope: scopesIn(flags.scope),
    roots: flags.root ?? [],
    include: flags.include ?? [],
    exclude: flags.exclude ?? [],
    ...(flags.pre !== undefined && { pre: flags.pre }),
    ...(flags.post !== undefined && { post: flags.post }),
    init: flags.init === true,
    dryRun,
    verify: flags['no-verify'] !== true,
  };
}

function scopesIn(text: string): readonly Scope[] {
  const words = text.split(',').map((word) => word.trim());
  const wrong = words.find((word) => !scopes.some((scope) => scope === word) && word !== '');
  if (wrong !== undefined)
    throw new NixaiError({
      code: 'store-scope',
      what: `"${wrong}" is nothing to back up`,
      why: `there are: ${scopes.join(', ')}`,
      exitCode: ExitCode.usage,
    });
  return scopes.filter((scope) => words.includes(scope));
}
