import {
  NixaiError,
  isNixaiError,
  messageOf,
  type DocSource,
  type Host,
  type Progress,
} from '@nixai/api';

export interface SyncRequest {
  /** Only this source; every one that has something to fetch if absent. */
  readonly source?: string;
  readonly from?: string;
  readonly release?: string;
  /** See `DocSyncOptions`. */
  readonly build?: boolean;
  readonly signal: AbortSignal;
  readonly progress: (label: string) => Progress;
}

export interface SyncReport {
  readonly synced: readonly SyncedSource[];
}

export interface SyncedSource {
  readonly source: string;
  readonly ok: boolean;
  readonly detail: string;
  readonly release?: string;
  readonly counts?: Readonly<Record<string, number>>;
  readonly hint?: string;
}

/**
 * Brings doc sources up to date, one after the other.
 * @throws NixaiError when a single source was asked for and it failed; `no-such-source`.
 */
export async function syncSources(host: Host, request: SyncRequest): Promise<SyncReport> {
  if (request.source !== undefined) {
    const source = await host.docSources.get(request.source);
    if (source?.sync === undefined) throw await noSuchSource(host, request.source, source);
    return { synced: [await syncOne(source, request)] };
  }
  const synced: SyncedSource[] = [];
  for (const { name } of await host.docSources.list()) {
    const source = await host.docSources.get(name).catch(() => undefined);
    if (source?.sync === undefined || source.syncOnRequest === true) continue;
    const done = await syncOne(source, request).catch((error: unknown) => failure(name, error));
    if (done !== undefined) synced.push(done);
    request.signal.throwIfAborted();
  }
  return { synced };
}

async function syncOne(source: DocSource, request: SyncRequest): Promise<SyncedSource> {
  const progress = request.progress(`Fetching ${source.name}`);
  const onProgress = (done: number, total?: number) =>
    progress.update(`Fetching ${source.name}: ${amount(done, total)}`);
  try {
    const { from, release, build } = request;
    const status = await source.sync!({ from, release, build, onProgress }, request.signal);
    return {
      source: source.name,
      ok: status.available,
      detail: status.detail,
      release: status.release,
      counts: status.counts,
      hint: status.available ? undefined : status.hint,
    };
  } finally {
    progress.stop();
  }
}

function amount(done: number, total: number | undefined): string {
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
  if (total === undefined) return done < 10_000 ? `${done} pages` : `${megabytes(done)} MB`;
  const percent = Math.floor((100 * done) / total);
  const bar = '#'.repeat(Math.floor(percent / 5)).padEnd(20, '-');
  return `[${bar}] ${percent} % of ${megabytes(total)} MB`;
}

/** What is not on this machine is no failure of bringing up to date what is. */
function failure(source: string, error: unknown): SyncedSource | undefined {
  if (isNixaiError(error) && error.code === 'interrupted') throw error;
  if (isNixaiError(error) && error.code === 'source-not-here') return undefined;
  return {
    source,
    ok: false,
    detail: messageOf(error),
    hint: isNixaiError(error) ? error.hint : undefined,
  };
}

async function noSuchSource(
  host: Host,
  name: string,
  source: DocSource | undefined,
): Promise<NixaiError> {
  const sources = await Promise.all(
    (await host.docSources.list()).map((one) =>
      host.docSources.get(one.name).catch(() => undefined),
    ),
  );
  const names = sources.flatMap((one) => (one?.sync === undefined ? [] : [one.name]));
  return new NixaiError({
    code: 'no-such-source',
    what: source ? `the source "${name}" has nothing to fetch` : `there is no doc source "${name}"`,
    why: `these have: ${names.join(', ')}`,
    hint: 'nixai docs sources',
    exitCode: 2,
  });
}
