import {
  messageOf,
  optionSetNames,
  type DocQuery,
  type DocSource,
  type DocsEngine,
  type DocSourceStatus,
  type HostWith,
  type Redactor,
  type OptionCatalog,
  type OptionSet,
  redactor,
  type Registered,
} from '@nixai/api';
import { loadHandbook } from './topics/index.js';
import { catalogOfEntries } from './catalogOfEntries.js';
import { askSource, type SourceAnswer } from './askSource.js';
import { mergePassages, plausible } from './mergePassages.js';
import { factsSource } from './facts/factsIndex.js';
import { once } from './index/once.js';
import { lookUpOption } from './optionLookup.js';
import { thousands } from './thousands.js';

/** Characters: what else stands in a longer text finds nothing more. */
const longestQuestion = 4_000;

/** Milliseconds for its status: it may look at the disk, not at the network. */
const statusDeadline = 2_000;

/** All doc sources of the host behind one door. */
export function createDocsEngine(host: HostWith<Redactor>): DocsEngine {
  const reported = new Set<string>();

  /** A source; undefined, and reported once, if it cannot be built. */
  async function build({ name, create }: Registered<DocSource>): Promise<DocSource | undefined> {
    try {
      return await create();
    } catch (error) {
      reportOnce(name, messageOf(error));
      return undefined;
    }
  }

  /** The sources of these names, or all, that can be built. */
  async function sources(names?: readonly string[]): Promise<DocSource[]> {
    const wanted = (await allowed()).filter(({ name }) => names?.includes(name) ?? true);
    return (await Promise.all(wanted.map(build))).filter((source) => source !== undefined);
  }

  /** Those that the configuration asks for; the handbook is part of nixai and always answers. */
  async function allowed(): Promise<readonly Registered<DocSource>[]> {
    const [listed, names] = await Promise.all([
      host.docSources.list(),
      host.config.get('documentation_sources'),
    ]);
    return names === undefined
      ? listed
      : listed.filter(({ name }) => name === 'handbook' || names.includes(name));
  }

  const warnOfLength = once(() =>
    host.log.warn(`Only the first ${thousands(longestQuestion)} characters are searched for`),
  );

  function reportOnce(source: string, why: string): void {
    if (reported.has(source)) return;
    reported.add(source);
    host.log.warn(`The doc source ${source} is left out: ${why}`);
  }

  async function search(whole: DocQuery, signal?: AbortSignal) {
    const query = { ...whole, text: whole.text.slice(0, longestQuestion) };
    if (query.text !== whole.text) warnOfLength();
    const deadline = 1000 * (await host.config.get('docs.timeout'));
    const holding = (await sources(query.sources)).filter(
      ({ kinds }) => query.kinds?.some((kind) => kinds.includes(kind)) ?? true,
    );
    // What answers from this machine is waited for: under load it is slow, and right all the same.
    const ask = (some: readonly DocSource[], asked: DocQuery) =>
      Promise.all(
        some.map((source) =>
          askSource(source, asked, source.remote === true ? deadline : undefined, signal),
        ),
      );
    const answers = await ask(
      holding.filter(({ remote }) => remote !== true),
      query,
    );
    for (const { report } of answers)
      if (report.outcome !== 'answered' && signal?.aborted !== true)
        reportOnce(report.source, report.detail ?? report.outcome);
    const away = holding.filter(({ remote }) => remote === true);
    const wanted = query.local !== true && away.length > 0 && !isAnswered(answers);
    if (wanted && !(await host.config.get('offline'))) {
      const { text } = (await host.service(redactor)).redact(query.text);
      answers.push(...(await ask(away, { ...query, text })));
    }
    return {
      passages: mergePassages(
        answers.flatMap(({ passages }: SourceAnswer) => passages),
        query.limit,
        await host.config.get('documentation_priority'),
      ),
      reports: answers.map(({ report }) => report),
    };
  }

  /** Asks one source after the other; those behind the first that knows are not even built. */
  async function firstOf<T>(
    read: (source: DocSource) => Promise<T | undefined> | undefined,
  ): Promise<T | undefined> {
    for (const registered of await allowed())
      try {
        const source = await build(registered);
        const found = source && (await read(source));
        if (found !== undefined) return found;
      } catch (error) {
        reportOnce(registered.name, messageOf(error));
      }
    return undefined;
  }

  const catalog = (set: OptionSet) => firstOf<OptionCatalog>((source) => source.catalog?.(set));

  return {
    search,
    catalog,
    namesOf: async (options) => catalogOfEntries(options),
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
      return {
        text: describeSet(found),
        source: found.source,
        release: found.release,
        complete: found.gaps === undefined,
        lack: found.source === factsSource ? lackOfFacts : undefined,
      };
    },
  };
}

function isAnswered(answers: readonly SourceAnswer[]): boolean {
  return answers.some(({ passages }) => passages.some(({ score }) => score >= plausible));
}

/** The names and types of the facts are all there; descriptions are not. */
const lackOfFacts =
  'Most of these have no description; nixai docs sync gets those of your release.';

function describeSet({ set, release, source, count, date, gaps }: OptionCatalog): string {
  const all = thousands(count);
  if (source !== factsSource) return `${release ?? set} (${source}, ${all} options)`;
  const age =
    gaps === undefined
      ? `${all} of ${date}`
      : `${all}: of ${release?.replace(/^nixos-/, '')}, partly of later releases`;
  return `nixai's own ${optionSetNames[set]} options (${age})`;
}

function handbookDescription(set: OptionSet) {
  const count = loadHandbook().options.filter((option) => option.set === set).length;
  return {
    text:
      count === 0
        ? `the handbook, which has no ${set} options`
        : `the handbook (${count} selected ${set} options)`,
    source: 'handbook',
    complete: false,
    lack: `Only a selection of ${set} options is at hand; nixai docs sync gets all of them.`,
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
