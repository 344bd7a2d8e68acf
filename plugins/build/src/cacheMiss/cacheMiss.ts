import {
  isNixaiError,
  nix,
  type CommandContext,
  type NixTarget,
  type StoreDerivation,
} from '@nixai/api';
import type { CacheAnswer, CacheMiss, MissReason } from '../results/cacheMiss.js';
import { createCache, type Cache } from './cache.js';
import { isDownload, pathsOf, reasonsOf } from './derivation.js';
import { differs } from './differs.js';
import { metaReasons } from './meta.js';
import { answersFor, isFetched, search } from './search.js';
import { cacheSettings, type CacheSettings } from './settings.js';

type Context = Pick<CommandContext, 'host' | 'signal' | 'tasks'>;

export interface Missed {
  readonly target: NixTarget;
  readonly folder: string;
  /** What it was made from: the package before an override. */
  readonly plain?: NixTarget;
}

/** Why something is built and not fetched, by what each cache says. */
export async function cacheMiss(
  context: Context,
  { target, folder: cwd, plain }: Missed,
): Promise<CacheMiss> {
  const { host, signal, tasks } = context;
  const service = await host.service(nix);
  const settings = await cacheSettings(context);
  const drvs = await service.derivations(target, { signal, cwd });
  const top = drvs[0] as StoreDerivation;
  const caches = settings.substituters.map((one) => createCache(context, one, settings));
  const all = new Map(drvs.map((drv) => [drv.path, drv]));
  const found = await tasks.run(`Asking ${caches.length} caches for ${top.name}`, (task) =>
    search(task, top, all, caches),
  );
  const answers = await asNixSees(context, found.answers.get(top.path) ?? []);
  const outputs = pathsOf(top);
  const fetchable = settings.substitute && isFetched(top, answers);
  const own = reasonsOf(top, settings);
  const built = own.some(({ kind }) => kind === 'allow-substitutes');
  const missed = found.missed.filter((drv) => drv !== top);
  return {
    ...{ derivation: top.path, name: top.name, outputs, answers },
    here:
      outputs.length > 0 && (await service.pathInfo(outputs, { signal })).length === outputs.length,
    fetchable: fetchable && !built,
    substituters: [...settings.substituters],
    reasons: [
      ...setReasons(settings),
      ...own,
      ...(fetchable ? [] : await metaReasons(context, target, { signal, cwd })),
      ...(plain === undefined || fetchable
        ? []
        : await overrideOf(context, top, { plain, cwd, caches })),
    ],
    ...{ missed: missed.length, asked: found.answers.size },
    origins: missed.filter(isOrigin).map((drv) => ({
      ...{ derivation: drv.path, name: drv.name, reasons: reasonsOf(drv, settings) },
    })),
  };

  /** All that it takes can be fetched, or is downloaded from where it comes. */
  function isOrigin({ needs }: StoreDerivation): boolean {
    return Object.keys(needs).every((path) => {
      const need = all.get(path);
      return (
        need === undefined || isDownload(need) || isFetched(need, found.answers.get(path) ?? [])
      );
    });
  }
}

function setReasons({ substitute, substituters }: CacheSettings): MissReason[] {
  return [
    ...(substitute
      ? []
      : [
          {
            kind: 'substitute-off' as const,
            text: 'substitute = false is set: Nix asks no cache.',
          },
        ]),
    ...(substituters.length > 0
      ? []
      : [
          {
            kind: 'no-substituters' as const,
            text: 'No substituters are set: there is no cache to ask.',
          },
        ]),
  ];
}

/** Nix keeps for an hour that a cache had not got a path, and asks no more. */
async function asNixSees(
  { host, signal }: Context,
  answers: readonly CacheAnswer[],
): Promise<CacheAnswer[]> {
  const service = await host.service(nix);
  const isOffline = await host.config.get('offline');
  return Promise.all(
    answers.map(async (one) => {
      if (one.says !== 'has' || isOffline || !/^https?:/.test(one.cache)) return one;
      try {
        const seen = await service.pathInfo([one.path], { store: one.cache, signal });
        return seen.length > 0 ? one : { ...one, says: 'remembered' as const };
      } catch (error) {
        if (isNixaiError(error) && !signal.aborted) return one;
        throw error;
      }
    }),
  );
}

/** Whether a cache has what it was made from, and in what it differs from that. */
async function overrideOf(
  { host, signal }: Context,
  own: StoreDerivation,
  how: { readonly plain: NixTarget; readonly cwd: string; readonly caches: readonly Cache[] },
): Promise<MissReason[]> {
  const plain = await (await host.service(nix)).derivation(how.plain, { signal, cwd: how.cwd });
  if (plain.path === own.path)
    return [
      {
        kind: 'override',
        text: 'It is the same derivation as the plain one: nothing is overridden.',
      },
    ];
  const answers = await answersFor(plain, how.caches);
  const where = answers.find(({ says }) => says === 'has')?.cache;
  const has = where === undefined ? 'no cache has that one either' : `${where} has that one`;
  return [
    {
      kind: 'override',
      text: `It is another derivation than the plain ${plain.name}, and ${has}. They differ in ${differs(own, plain)}.`,
    },
  ];
}
