import { messageOf, type DocSourceStatus, type Host } from '@nixai/api';

export interface NamedStatus {
  readonly name: string;
  /** The package that gave the source. */
  readonly origin: string;
  readonly summary: string;
  readonly kinds: readonly string[];
  readonly status: DocSourceStatus;
}

/** Every doc source and what it says of itself; one that throws is shown with its fault. */
export async function sourceStatuses(host: Host): Promise<NamedStatus[]> {
  const listed = await host.docSources.list();
  return Promise.all(
    listed.map(async ({ name, origin }) => {
      try {
        const source = await host.docSources.get(name);
        if (source === undefined) throw new Error('it was left out');
        return {
          name,
          origin,
          summary: source.summary,
          kinds: source.kinds,
          status: await source.status(),
        };
      } catch (error) {
        const status = { available: false, detail: messageOf(error), counts: {} };
        return { name, origin, summary: '', kinds: [], status };
      }
    }),
  );
}
