import {
  NixaiError,
  isNixaiError,
  messageOf,
  type DocSource,
  type Host,
  type Task,
  type Tasks,
} from '@nixai/api';

export interface SyncRequest {
  /** Only this source; every one that has something to fetch if absent. */
  readonly source?: string;
  readonly from?: string;
  readonly release?: string;
  /** See `DocSyncOptions`. */
  readonly build?: boolean;
  readonly tasks: Tasks;
  /** Told of each source when it is done. */
  readonly onSynced?: (done: SyncedSource) => void;
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
 * Brings doc sources up to date, two at a time; one that fails does not keep the others.
 * @throws NixaiError when a single source was asked for and it failed; `no-such-source`.
 */
export async function syncSources(host: Host, request: SyncRequest): Promise<SyncReport> {
  if (request.source !== undefined) {
    const source = await host.docSources.get(request.source);
    if (source?.sync === undefined) throw await noSuchSource(host, request.source, source);
    const work = (task: Task) => syncOne(source, request, task);
    return { synced: [await request.tasks.run(`Fetching ${source.name}`, work)] };
  }
  const sources = await syncable(host);
  const outcomes = await request.tasks.run('Bringing the doc sources up to date', (task) =>
    task.all(
      sources,
      { title: ({ name }) => name, concurrency: atOnce, onError: 'collect' },
      (source, own) => syncOne(source, request, own),
    ),
  );
  const synced = outcomes.flatMap((outcome) => {
    if (outcome.ok) return [outcome.value];
    const failed = failure(outcome.item.name, outcome.error);
    if (failed !== undefined) request.onSynced?.(failed);
    return failed === undefined ? [] : [failed];
  });
  return { synced };
}

/** One fetches while another is indexed. */
const atOnce = 2;

/** The sources that have something to fetch and need not be told what. */
async function syncable(host: Host): Promise<DocSource[]> {
  const listed = await host.docSources.list();
  const sources = await Promise.all(
    listed.map(({ name }) => host.docSources.get(name).catch(() => undefined)),
  );
  return sources.filter(
    (source) => source?.sync !== undefined && source.syncOnRequest !== true,
  ) as DocSource[];
}

async function syncOne(
  source: DocSource,
  { from, release, build, onSynced }: SyncRequest,
  { signal, progress }: Task,
): Promise<SyncedSource> {
  const status = await source.sync!({ from, release, build, onProgress: progress }, signal);
  const done = {
    source: source.name,
    ok: status.available,
    detail: status.detail,
    release: status.release,
    counts: status.counts,
    hint: status.available ? undefined : status.hint,
  };
  onSynced?.(done);
  return done;
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
