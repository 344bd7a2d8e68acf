import { ExitCode, NixaiError, http, type Host } from '@nixai/api';
import { templatesSettings } from './settings.js';

/** A repository on GitHub that may have templates. */
export interface FoundRepository {
  readonly name: string;
  readonly description: string;
  /** SPDX; absent where the owner allows nothing. */
  readonly license?: string;
  readonly stars: number;
  /** ISO 8601: when somebody last wrote to it. */
  readonly pushed: string;
}

/**
 * Repositories that GitHub finds for words, those about NixOS alone.
 * @throws NixaiError `offline`, `source-unreachable` and those of the network.
 */
export async function searchGithub(
  host: Host,
  words: readonly string[],
  signal: AbortSignal,
): Promise<FoundRepository[]> {
  const { github_url: base } = await (await host.service(templatesSettings))();
  const query = encodeURIComponent(`${words.join(' ')} nixos in:name,description,topics,readme`);
  const client = await host.service(http);
  const answer = await client.request(`${base}/search/repositories?q=${query}&per_page=15`, {
    headers: { accept: 'application/vnd.github+json' },
    signal,
  });
  const body: unknown = answer.ok ? await answer.json().catch(() => undefined) : undefined;
  const { items } = (body ?? {}) as { items?: unknown };
  if (!Array.isArray(items))
    throw new NixaiError({
      code: 'source-unreachable',
      what: 'GitHub gives no list of repositories',
      why: `it answers ${answer.status}${answer.status === 403 ? ': too many searches from this address' : ''}`,
      hint: 'later, or nixai templates search without --github',
      exitCode: ExitCode.failure,
    });
  return items.flatMap((item: unknown): FoundRepository[] => {
    const { full_name, description, license, stargazers_count, pushed_at } = item as Record<
      string,
      unknown
    >;
    if (typeof full_name !== 'string') return [];
    const spdx = (license as { spdx_id?: unknown } | null)?.spdx_id;
    return [
      {
        name: full_name,
        description: typeof description === 'string' ? description : '',
        ...(typeof spdx === 'string' && spdx !== 'NOASSERTION' && { license: spdx }),
        stars: typeof stargazers_count === 'number' ? stargazers_count : 0,
        pushed: typeof pushed_at === 'string' ? pushed_at : '',
      },
    ];
  });
}
