import {
  NixaiError,
  type DocsEngine,
  type OptionDoc,
  type OptionLookup,
  optionSetNames,
  type OptionSet,
  type Passage,
  shellWord,
} from '@nixai/api';
import { oneLine } from '../render/oneLine.js';
import { modulesElsewhere, optionsBelow } from './neighbours.js';
import { explainCommand, optionSources } from './sets.js';

/** The option that was meant, and how it was found. */
export interface ResolvedOption {
  readonly option: OptionDoc;
  readonly found: 'name' | 'rename' | 'group' | 'search';
  /** 0 to 1; 1 for a name. */
  readonly confidence: number;
  /** In a sentence, where it was not simply the name. */
  readonly note?: string;
  /** What else it may have been, where it was searched for. */
  readonly others: readonly string[];
}

/**
 * Finds the option that a name, a former name, a group of options or a sentence means.
 * @throws NixaiError `option-unknown` (exit 1), with the nearest names and what was searched.
 */
export async function resolveOption(
  docs: DocsEngine,
  text: string,
  set: OptionSet | undefined,
): Promise<ResolvedOption> {
  const name = text.trim().replace(/\.$/, '');
  if (/\s/.test(name)) return searchOption(docs, name, set);
  const lookup = await lookUp(docs, name, set);
  if (lookup.outcome === 'found') return byName(lookup.option, lookup.key);
  if (lookup.outcome === 'renamed') return renamed(docs, name, lookup, set);
  if (lookup.outcome === 'removed') throw removed(name, lookup);
  const group = await groupOption(docs, name, set);
  if (group !== undefined) return group;
  if (name.includes('.')) {
    const away = lookup.outcome === 'unsure' ? await elsewhere(docs, name, set) : undefined;
    if (away !== undefined) return byName(away);
    const modules = await modulesElsewhere(docs, name, set ?? 'nixos');
    const [only] = modules;
    if (only !== undefined && modules.length === 1 && !name.endsWith('.enable'))
      return misplaced(docs, name, only, set);
    throw await unknown(docs, name, [...new Set([...modules, ...lookup.nearest])], set);
  }
  return searchOption(docs, name, set, lookup.nearest);
}

/** In the set that was asked for, else in NixOS and then in Home Manager. */
export async function lookUp(
  docs: DocsEngine,
  name: string,
  set: OptionSet | undefined,
): Promise<OptionLookup> {
  const first = await docs.option(name, set ?? 'nixos');
  if (set !== undefined || first.outcome === 'found') return first;
  const home = await docs.option(name, 'home-manager');
  const isNothing = first.outcome === 'unknown' || first.outcome === 'unsure';
  return home.outcome === 'found' || (isNothing && home.outcome === 'renamed') ? home : first;
}

/** An exact name that no complete set on this machine could tell of. */
async function elsewhere(
  docs: DocsEngine,
  name: string,
  set: OptionSet = 'nixos',
): Promise<OptionDoc | undefined> {
  const { passages } = await docs.search({ text: name, kinds: ['option'], set, limit: 3 });
  if (!passages.some(({ title }) => title === name)) return undefined;
  const lookup = await docs.option(name, set);
  return lookup.outcome === 'found' ? lookup.option : undefined;
}

function byName(option: OptionDoc, key?: string): ResolvedOption {
  const note = key ? keyNote(key, option.name) : undefined;
  return { option, found: 'name', confidence: 1, note, others: [] };
}

/** What is said of a name that is no option, and right below one. */
export const keyNote = (key: string, option: string): string =>
  `${key} is a key of ${option}, which takes any`;

async function renamed(
  docs: DocsEngine,
  name: string,
  { to, since, note }: Extract<OptionLookup, { outcome: 'renamed' }>,
  set: OptionSet | undefined,
): Promise<ResolvedOption> {
  for (const target of to) {
    const lookup = await docs.option(target, set);
    if (lookup.outcome !== 'found') continue;
    const when = since === undefined ? '' : ` in ${since}`;
    const remark = `${name} was renamed${when}: use ${to.join(' and ')}${note ? `. ${note}` : ''}`;
    return {
      option: lookup.option,
      found: 'rename',
      confidence: 1,
      note: remark,
      others: to.slice(1),
    };
  }
  throw new NixaiError({
    code: 'option-renamed',
    what: `${name} was renamed to ${to.join(' and ')}`,
    why: note ?? 'no source at hand describes the new name',
    hint: 'nixai docs sync',
  });
}

function removed(
  name: string,
  { since, note }: Extract<OptionLookup, { outcome: 'removed' }>,
): NixaiError {
  const when = since === undefined ? '' : ` in ${since}`;
  return new NixaiError({ code: 'option-removed', what: `${name} was removed${when}`, why: note });
}

/** A path that options lie below: its `enable` stands for it. */
async function groupOption(
  docs: DocsEngine,
  name: string,
  set: OptionSet | undefined,
): Promise<ResolvedOption | undefined> {
  for (const one of set === undefined ? (['nixos', 'home-manager'] as const) : [set]) {
    const catalog = await docs.catalog(one);
    if (catalog?.match(name).outcome !== 'branch') continue;
    const below = catalog.below(name, 1000);
    const [first] = await optionsBelow(docs, name, one, 1);
    const main =
      catalog.option(`${name}.enable`) ?? catalog.option(first?.name ?? below[0]?.name ?? '');
    if (main === undefined) continue;
    const count = below.length === 1000 ? 'over 1,000' : String(below.length);
    const more = below.length > 1 ? ` (nixai search ${shellWord(`${name}.`)} lists them)` : '';
    const note = `${name} is a group of ${count} options${more}; this is ${main.name}`;
    return { option: main, found: 'group', confidence: 1, note, others: [] };
  }
  return undefined;
}

/** A module that stands in another place than where it was looked for. */
async function misplaced(
  docs: DocsEngine,
  name: string,
  switchedBy: string,
  set: OptionSet | undefined,
): Promise<ResolvedOption> {
  const lookup = await docs.option(switchedBy, set ?? 'nixos');
  if (lookup.outcome !== 'found') throw await unknown(docs, name, [switchedBy], set);
  const note = `There is no ${name}; this is ${switchedBy}, the only module of that name`;
  return { option: lookup.option, found: 'group', confidence: 0.9, note, others: [] };
}

/** Below this, what was found is no more than a guess. */
const leastConfidence = 0.4;

/** A topic is sure of its subject, not of which of its options is meant: no more than probable. */
const mostByTopic = 0.8;
/** From here on the search of names and meanings says so, too. */
const seconded = 0.6;

const isSeconded = (name: string, hits: readonly Passage[]): boolean =>
  hits.some(({ title, score }) => title === name && score >= seconded);

async function searchOption(
  docs: DocsEngine,
  text: string,
  set: OptionSet | undefined,
  nearest: readonly string[] = [],
): Promise<ResolvedOption> {
  const wanted = set ?? 'nixos';
  const sources = await optionSources(docs, wanted);
  const [options, topics] = await Promise.all([
    docs.search({ text, kinds: ['option'], set: wanted, sources, limit: 5 }),
    docs.search({ text, kinds: ['topic'], limit: 1 }),
  ]);
  // A topic knows what a sentence is about; a name that has all of its words knows better.
  const [topic] = topics.passages;
  const candidates = [
    ...(topic?.options ?? [])
      .slice(0, 4)
      .map((name) => ({ name, score: (topic?.score ?? 0) * 0.95 })),
    ...options.passages.map(({ title, score }) => ({ name: title, score })),
  ]
    .filter(({ score }) => score >= leastConfidence)
    .sort((a, b) => b.score - a.score);
  for (const { name, score } of candidates) {
    const lookup = await docs.option(name, wanted);
    if (lookup.outcome !== 'found') continue;
    const others = candidates.map((one) => one.name).filter((one) => one !== name);
    return {
      option: lookup.option,
      found: 'search',
      confidence: isSeconded(name, options.passages) ? score : Math.min(score, mostByTopic),
      others: [...new Set(others)],
    };
  }
  throw await unknown(docs, text, [...nearest, ...options.passages.map(({ title }) => title)], set);
}

async function unknown(
  docs: DocsEngine,
  name: string,
  nearest: readonly string[],
  set: OptionSet | undefined,
): Promise<NixaiError> {
  const searched = await docs.optionSetDescription(set ?? 'nixos');
  const known = nearest.slice(0, 5);
  const other = set === 'home-manager' ? 'nixos' : 'home-manager';
  const isOther = !/\s/.test(name) && (await docs.option(name, other)).outcome === 'found';
  const near = known.length === 0 ? undefined : `near it: ${known.join(', ')}`;
  const [best] = known;
  return new NixaiError({
    code: 'option-unknown',
    what: `there is no ${optionSetNames[set ?? 'nixos']} option "${oneLine(name, 200)}" in ${searched.text}`,
    why: isOther ? `it is a ${optionSetNames[other]} option` : near,
    hint: isOther
      ? `${explainCommand(other)} ${shellWord(name)}`
      : best !== undefined
        ? `${explainCommand(set)} ${shellWord(best)}`
        : searched.complete
          ? `nixai search ${shellWord(oneLine(name, 60))}`
          : 'nixai docs sync',
  });
}
