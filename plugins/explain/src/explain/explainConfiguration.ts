import {
  NixaiError,
  docs,
  lookInside,
  type DocsEngine,
  type Host,
  type OptionLookup,
  type OptionSet,
} from '@nixai/api';
import { optionPathText } from '@nixai/nix/quoting';
import { readConfiguration, type LookInto, type SetAttribute } from './definitions.js';
import { keyNote, lookUp } from './resolveOption.js';

/** An option that a configuration sets, and what is known of it. */
export interface ExplainedDefinition {
  readonly path: string;
  readonly line: number;
  /** Nix source. */
  readonly value: string;
  readonly outcome: OptionLookup['outcome'];
  readonly set?: OptionSet;
  readonly type?: string;
  readonly default?: string;
  /** Markdown. */
  readonly description?: string;
  readonly url?: string;
  /** What it is called now, or names near it. */
  readonly instead: readonly string[];
  readonly note?: string;
}

export interface ExplainedConfiguration {
  readonly definitions: readonly ExplainedDefinition[];
  /** What of the syntax is wrong, each with its line. */
  readonly faults: readonly string[];
  readonly optionSet: string;
}

/**
 * Explains each option that a configuration sets, in the order of the text.
 * @throws NixaiError `usage` when the text sets nothing.
 */
export async function explainConfiguration(
  host: Host,
  text: string,
  set: OptionSet | undefined,
): Promise<ExplainedConfiguration> {
  const engine = await host.service(docs);
  const { attributes, faults } = readConfiguration(text, await lookerInto(engine, set));
  if (attributes.length === 0)
    throw new NixaiError({
      code: 'usage',
      what: 'no option is set in what came in',
      why: faults[0],
      hint: 'nixai explain-option < configuration.nix',
      exitCode: 2,
    });
  const definitions: ExplainedDefinition[] = [];
  for (const attribute of attributes) {
    const explained = await explain(engine, attribute, set);
    if (explained !== undefined) definitions.push(explained);
  }
  const { text: optionSet } = await engine.optionSetDescription(set ?? 'nixos');
  return { definitions: definitions.sort((a, b) => a.line - b.line), faults, optionSet };
}

/** What lies in the value of an option is its value, not options; a group of options is looked into. */
async function lookerInto(engine: DocsEngine, set: OptionSet | undefined): Promise<LookInto> {
  const found = await Promise.all(
    setsFor(set).map(async (one) => ({ set: one, catalog: await engine.catalog(one) })),
  );
  return (path, user) => {
    const asked = found.filter((one) => user === undefined || one.set === 'home-manager');
    const catalogs = asked.flatMap(({ catalog }) => catalog ?? []);
    const knowing = catalogs.find((catalog) => catalog.match(path).outcome !== 'unknown');
    return knowing === undefined ? 'inside' : lookInside(knowing, path);
  };
}

const setsFor = (set: OptionSet | undefined): readonly OptionSet[] =>
  set === undefined || set === 'nixos' ? ['nixos', 'home-manager'] : [set];

/** Undefined for a set that is no option itself: what is in it tells. */
async function explain(
  engine: DocsEngine,
  { path: steps, line, value, isSet, user }: SetAttribute,
  asked: OptionSet | undefined,
): Promise<ExplainedDefinition | undefined> {
  const path = optionPathText(
    user === undefined ? steps : ['home-manager', 'users', user, ...steps],
  );
  const set = user === undefined ? asked : 'home-manager';
  const lookup = await lookUp(engine, optionPathText(steps), set);
  const { outcome } = lookup;
  const written = { path, line, value, outcome };
  if (outcome === 'found') {
    const { option } = lookup;
    // A set that options lie below is explained by them.
    if (isSet && (await hasOptionsBelow(engine, option.name, option.set))) return undefined;
    const { type, description, citation } = option;
    const known = { set: option.set, type, description, url: citation.url };
    const note = lookup.key ? keyNote(lookup.key, option.name) : undefined;
    return { ...written, ...known, default: option.default, instead: [], note };
  }
  if (outcome === 'renamed')
    return { ...written, instead: lookup.to, note: renameNote(lookup.since, lookup.note) };
  if (outcome === 'removed')
    return { ...written, instead: [], note: renameNote(lookup.since, lookup.note) };
  if (isSet || (await isGroup(engine, steps, set))) return undefined;
  return { ...written, instead: lookup.nearest.slice(0, 3) };
}

async function hasOptionsBelow(engine: DocsEngine, name: string, set: OptionSet): Promise<boolean> {
  const catalog = await engine.catalog(set);
  return (catalog?.below(name, 1).length ?? 0) > 0;
}

/** A value that only an evaluation tells, given to a group of options, is no option itself. */
async function isGroup(
  engine: DocsEngine,
  path: readonly string[],
  set: OptionSet | undefined,
): Promise<boolean> {
  const catalogs = await Promise.all(setsFor(set).map((one) => engine.catalog(one)));
  return catalogs.some((catalog) => catalog?.match(path).outcome === 'branch');
}

function renameNote(since: string | undefined, note: string | undefined): string | undefined {
  const when = since === undefined ? undefined : `since ${since}`;
  return [when, note].filter((part) => part !== undefined).join(': ') || undefined;
}
