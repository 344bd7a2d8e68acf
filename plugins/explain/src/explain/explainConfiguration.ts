import {
  NixaiError,
  docs,
  type DocsEngine,
  type Host,
  type OptionLookup,
  type OptionSet,
} from '@nixai/api';
import { readConfiguration, type SetAttribute } from './definitions.js';
import { lookUp } from './resolveOption.js';

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
  const { attributes, faults } = readConfiguration(text);
  if (attributes.length === 0)
    throw new NixaiError({
      code: 'usage',
      what: 'no option is set in what came in',
      why: faults[0],
      hint: 'nixai explain-option < configuration.nix',
      exitCode: 2,
    });
  const engine = await host.service(docs);
  const definitions: ExplainedDefinition[] = [];
  for (const attribute of attributes) {
    // What lies in the value of an option is its value, not options.
    if (definitions.some(({ path }) => attribute.path.startsWith(`${path}.`))) continue;
    const explained = await explain(engine, attribute, set);
    if (explained !== undefined) definitions.push(explained);
  }
  const { text: optionSet } = await engine.optionSetDescription(set ?? 'nixos');
  return { definitions: definitions.sort((a, b) => a.line - b.line), faults, optionSet };
}

/** Undefined for a set that is no option itself: what is in it tells. */
async function explain(
  engine: DocsEngine,
  { path, line, value, isSet }: SetAttribute,
  set: OptionSet | undefined,
): Promise<ExplainedDefinition | undefined> {
  const ofUser = userOption.exec(path)?.[1];
  const lookup = await (ofUser === undefined
    ? lookUp(engine, path, set)
    : lookUp(engine, ofUser, 'home-manager'));
  const { outcome } = lookup;
  const written = { path, line, value, outcome };
  if (outcome === 'found') {
    const { option } = lookup;
    // A set that options lie below is explained by them.
    if (isSet && (await hasOptionsBelow(engine, option.name, option.set))) return undefined;
    const { type, description, citation } = option;
    const known = { set: option.set, type, description, url: citation.url };
    return { ...written, ...known, default: option.default, instead: [] };
  }
  if (outcome === 'renamed')
    return { ...written, instead: lookup.to, note: renameNote(lookup.since, lookup.note) };
  if (outcome === 'removed')
    return { ...written, instead: [], note: renameNote(lookup.since, lookup.note) };
  if (isSet) return undefined;
  if (ofUser === undefined && path.startsWith('home-manager.'))
    return { ...written, outcome: 'unsure', instead: [], note: ofHomeManager };
  return { ...written, instead: lookup.nearest.slice(0, 3) };
}

/** A NixOS configuration has what Home Manager does for a user below the user's name. */
const userOption = /^home-manager\.users\.(?:"[^"]*"|[^."]+)\.(.+)$/;
const ofHomeManager =
  'It belongs to the module that Home Manager brings to NixOS, which no option set describes.';

async function hasOptionsBelow(engine: DocsEngine, name: string, set: OptionSet): Promise<boolean> {
  const catalog = await engine.catalog(set);
  return (catalog?.below(name, 1).length ?? 0) > 0;
}

function renameNote(since: string | undefined, note: string | undefined): string | undefined {
  const when = since === undefined ? undefined : `since ${since}`;
  return [when, note].filter((part) => part !== undefined).join(': ') || undefined;
}
