import { nix, type CommandContext, type StoreDerivation } from '@nixai/api';
import { isDownload } from '../cacheMiss/derivation.js';
import { logsOf } from '../diagnosis/diagnose.js';
import { failureMeant } from '../record/read.js';
import { oneTarget } from '../request/oneTarget.js';
import type { Sandboxed, Touched } from '../results/sandboxed.js';
import { sandboxHere } from './here.js';
import { touchedIn, wantedIn } from './signs.js';

type Context = Pick<CommandContext, 'host' | 'signal'>;

export interface Wanted {
  readonly word?: string;
  readonly file?: string;
  readonly attr?: string;
  readonly folder: string;
}

/** So many of each derivation: what fails once often does so a thousand times. */
const mostTouched = 50;

/** What a build touched, or will, that the sandbox does not give it; by its log, its attributes and the settings. */
export async function sandboxDebug(context: Context, wanted: Wanted): Promise<Sandboxed> {
  const { host, signal } = context;
  const service = await host.service(nix);
  const sandbox = await sandboxHere(await service.settings({ signal }));
  const paths = await derivationsMeant(context, wanted);
  const logs = await logsOf(context, paths);
  const result = {
    sandbox,
    derivations: [] as Sandboxed['derivations'][number][],
    touched: [] as Touched[],
  };
  for (const { derivation: path, text } of logs) {
    const drv = await service.derivation({ path }, { signal });
    result.derivations.push({
      ...{ derivation: path, name: drv.name, download: isDownload(drv), log: text !== '' },
      free: ['1', 'true'].includes(drv.env['__noChroot'] ?? ''),
    });
    result.touched.push(...touchedBy(drv, text));
  }
  return result;
}

/** The derivations that failed last, or the one that is named. */
async function derivationsMeant(
  { host, signal }: Context,
  { word, file, attr, folder }: Wanted,
): Promise<readonly string[]> {
  if (word === undefined && file === undefined && attr === undefined)
    return (await failureMeant(host.paths, { folder })).result.failed;
  const target = await oneTarget({ word, file, attr, folder });
  const service = await host.service(nix);
  return [(await service.derivation(target, { signal, cwd: folder })).path];
}

function touchedBy(drv: StoreDerivation, log: string): Touched[] {
  const found = new Map<string, Touched>();
  const add = (one: Omit<Touched, 'derivation'>): void => {
    // A download has the network.
    if (one.kind === 'network' && isDownload(drv)) return;
    const key = `${one.kind} ${one.what}`;
    if (!found.has(key) && found.size < mostTouched)
      found.set(key, { derivation: drv.name, ...one });
  };
  for (const [at, line] of log.split('\n').entries()) {
    const touched = touchedIn(line);
    if (touched !== undefined) add({ ...touched, from: 'log', line: at + 1, text: line.trim() });
  }
  for (const [attribute, script] of scriptsOf(drv))
    for (const wanted of wantedIn(script)) add({ ...wanted, from: 'attribute', attribute });
  return [...found.values()];
}

/** What of a derivation is run: its phases and hooks, and the words for its builder. */
function scriptsOf({ env, args }: StoreDerivation): (readonly [string, string])[] {
  return [
    ...Object.entries(env).filter(([name]) =>
      /(?:Phase|Command|Hook|Script)$|^(?:pre|post)[A-Z]/.test(name),
    ),
    ['args', args.join('\n')],
  ];
}
