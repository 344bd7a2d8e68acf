import {
  messageOf,
  type DocQuery,
  type DocSource,
  type DocsEngine,
  type DocSourceStatus,
  type Host,
  type OptionCatalog,
  type OptionSet,
} from '@nixai/api';
import { loadHandbook } from '../handbook/index.js';
import { askSource, type SourceAnswer } from './askSource.js';
import { mergePassages } from './mergePassages.js';
import { lookUpOption } from './optionLookup.js';

/** Milliseconds that a source has to answer a search. */
const searchDeadline = 2_000;
/** Milliseconds for its status: it may look at the disk, not at the network. */
const statusDeadline = 2_000;

/** All doc sources of the host behind one door. */
export function createDocsEngine(host: Host): DocsEngine {
  const reported = new Set<string>();

  /** The sources that can be built; one that cannot is reported once and left out. */
  async function sources(): Promise<DocSource[]> {
    const built = await Promise.all(
      (await host.docSources.list()).map(async ({ name, create }) => {
        try {
          return await create();
        } catch (error) {
          reportOnce(name, messageOf(error));
          return undefined;
        }
      }),
    );
    return built.filter((source) => source !== undefined);
  }

  function reportOnce(source: string, why: string): void {
    if (reported.has(source)) return;
    reported.add(source);
    host.log.warn(`The doc source ${source} is left out: ${why}`);
  }

  async function search(query: DocQuery, signal?: AbortSignal) {
    const holding = (await sources()).filter(
      ({ name, kinds }) =>
        (query.sources?.includes(name) ?? true) &&
        (query.kinds?.some((kind) => kinds.includes(kind)) ?? true),
    );
    const answers = await Promise.all(
      holding.map((source) => askSource(source, query, searchDeadline, signal)),
    );
    for (const { report } of answers)
      if (report.outcome !== 'answered' && signal?.aborted !== true)
        reportOnce(report.source, report.detail ?? report.outcome);
    return {
      passages: mergePassages(
        answers.flatMap(({ passages }: SourceAnswer) => passages),
        query.limit,
      ),
      reports: answers.map(({ report }) => report),
    };
  }

  async function firstOf<T>(
    read: (source: DocSource) => Promise<T | undefined> | undefined,
  ): Promise<T | undefined> {
    for (const source of await sources())
      try {
        const found = await read(source);
        if (found !== undefined) return found;
      } catch (error) {
        reportOnce(source.name, messageOf(error));
      }
    return undefined;
  }

  const catalog = (set: OptionSet) => firstOf<OptionCatalog>((source) => source.catalog?.(set));

  return {
    search,
    catalog,
    package: (attribute) => firstOf((source) => source.package?.(attribute)),
    option: (name, set) =>
      lookUpOption(name, set, {
        catalog,
        described: (path, inSet) => firstOf((source) => source.option?.(path, inSet)),
        handbook: loadHandbook(),
      }),
    async status() {
      return Promise.all(
        (await sources()).map(async (source) => ({
          name: source.name,
          status: await statusOf(source),
        })),
      );
    },
    async optionSetDescription(set) {
      const found = await catalog(set);
      if (found === undefined) return handbookDescription(set);
      const count = found.count.toLocaleString('en-US');
      return {
        text: `${found.release ?? set} (${found.source}, ${count} options)`,
        source: found.source,
        release: found.release,
        complete: true,
      };
    },
  };
}

function handbookDescription(set: OptionSet) {
  const count = loadHandbook().options.filter((option) => option.set === set).length;
  return {
    text: `the handbook (${count} selected ${set} options)`,
    source: 'handbook',
    complete: false,
  };
}

async function statusOf(source: DocSource): Promise<DocSourceStatus> {
  const late = new Promise<DocSourceStatus>((resolve) => {
    const timer = setTimeout(() => {
      resolve({ available: false, detail: `no status within ${statusDeadline} ms`, counts: {} });
    }, statusDeadline);
    timer.unref();
  });
  try {
    return await Promise.race([source.status(), late]);
  } catch (error) {
    return { available: false, detail: messageOf(error), counts: {} };
  }
}
