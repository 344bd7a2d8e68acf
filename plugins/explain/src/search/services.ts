import { NixaiError, docs, shellWord, type DocsEngine, type Host, type Passage } from '@nixai/api';
import { parentOf } from '../explain/neighbours.js';
import { oneLine } from '../render/oneLine.js';
import { findOptions } from './findOptions.js';
import type { SearchResult } from './results.js';

/** A NixOS module that can be switched on. */
export interface Service {
  /** `services.nginx`. */
  readonly name: string;
  readonly enable: string;
  readonly description: string;
  /** How many options it has, where the whole set is at hand. */
  readonly options?: number;
  readonly score: number;
  readonly why: string;
}

export interface ServiceSearch {
  readonly query: string;
  readonly services: readonly Service[];
  readonly optionSet: string;
}

/** Options asked for, since several of them belong to one service. */
const asked = 60;

/** Services that answer the query, each once. */
export async function searchServices(
  host: Host,
  query: string,
  limit: number,
  signal?: AbortSignal,
): Promise<ServiceSearch> {
  const engine = await host.service(docs);
  const options = await findOptions(engine, { text: query, set: 'nixos', limit: asked }, signal);
  const services = new Map<string, Service>();
  for (const option of options) {
    const service = await serviceOf(engine, option);
    if (service !== undefined && !services.has(service.name)) services.set(service.name, service);
    if (services.size === limit) break;
  }
  const { text } = await engine.optionSetDescription('nixos');
  return { query, services: [...services.values()], optionSet: text };
}

/** The nearest module above an option that has an `enable`. */
async function serviceOf(
  engine: DocsEngine,
  { name, score, why }: SearchResult,
): Promise<Service | undefined> {
  const catalog = await engine.catalog('nixos');
  for (let path = parentOf(name); path.includes('.'); path = parentOf(path)) {
    const enable = `${path}.enable`;
    const lookup = catalog ? catalog.option(enable) : await described(engine, enable);
    if (lookup === undefined) continue;
    const options = catalog?.below(path, 10_000).length;
    return { name: path, enable, description: lookup.description, options, score, why };
  }
  return undefined;
}

async function described(engine: DocsEngine, name: string) {
  const lookup = await engine.option(name, 'nixos');
  return lookup.outcome === 'found' ? lookup.option : undefined;
}

export interface ServiceExamples {
  readonly service: Service;
  readonly examples: readonly {
    readonly title: string;
    readonly where: string;
    readonly code: string;
    readonly source: string;
  }[];
  readonly checks: readonly string[];
  readonly pitfalls: readonly string[];
}

/**
 * How topics configure a service.
 * @throws NixaiError `service-unknown` (exit 1) when nothing is near the name.
 */
export async function serviceExamples(
  host: Host,
  query: string,
  signal?: AbortSignal,
): Promise<ServiceExamples> {
  const { services, optionSet } = await searchServices(host, query, 1, signal);
  const [service] = services;
  if (service === undefined)
    throw new NixaiError({
      code: 'service-unknown',
      what: `no service like "${oneLine(query, 200)}" in ${optionSet}`,
      hint: `nixai search ${shellWord(oneLine(query, 60))}`,
    });
  const engine = await host.service(docs);
  const subject = service.name.split('.').slice(1).join(' ').replaceAll('-', ' ');
  const { passages } = await engine.search({ text: subject, kinds: ['topic'], limit: 8 }, signal);
  const about = passages.filter((topic) => speaksOf(topic, service.name));
  const shown = about.flatMap(({ guide, title: source }) =>
    (guide?.snippets ?? [])
      .filter(
        ({ where, code }) =>
          where === 'nixos' && code.includes(service.name.split('.').at(-1) ?? ''),
      )
      .map(({ title, where, code }) => ({ title, where, code, source })),
  );
  const basic = {
    title: 'Switch it on',
    where: 'nixos',
    code: `${service.enable} = true;`,
    source: optionSet,
  };
  return {
    service,
    examples: [basic, ...shown],
    checks: about[0]?.guide?.checks ?? [],
    pitfalls: about[0]?.guide?.pitfalls ?? [],
  };
}

function speaksOf({ options = [] }: Passage, service: string): boolean {
  return options.some((name) => name.startsWith(`${service}.`));
}
