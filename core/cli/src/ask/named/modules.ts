import { docs, type Host, type OptionCatalog, type Passage } from '@nixai/api';
import { isTopicPassage } from '@nixai/docs';
import { commandFor } from '../passageLines.js';
import { sentencesOf } from '../screen/sentences.js';
import type { Selection } from '../selection.js';
import { findModule, type NamedModule } from './findModule.js';
import type { Thing } from './things.js';

/** The option sets that have modules of things. */
export type Catalogs = Partial<Record<NamedModule['set'], OptionCatalog>>;

/** The sets at hand. */
export async function catalogsOf(host: Host): Promise<Catalogs> {
  const engine = await host.service(docs);
  const [nixos, home] = await Promise.all([
    engine.catalog('nixos'),
    engine.catalog('home-manager'),
  ]);
  return { nixos, 'home-manager': home };
}

/** The modules of a thing, that of the set first which the question speaks of. */
export function modulesOf(thing: Thing, question: string, catalogs: Catalogs): NamedModule[] {
  const ofHome = /\bhome[ -]?manager\b|\bhome\.nix\b/i.test(question);
  const sets = ofHome ? (['home-manager', 'nixos'] as const) : (['nixos', 'home-manager'] as const);
  return sets.flatMap((set) => {
    const catalog = catalogs[set];
    return catalog === undefined ? [] : (findModule(thing, set, catalog) ?? []);
  });
}

/** What the topic says of the module in its answer. */
export function saidBy(main: Passage | undefined, { path, thing }: NamedModule): string[] {
  if (main === undefined || !isTopicPassage(main)) return [];
  const sentences = sentencesOf(main.topic.answer).filter(({ isProse }) => isProse);
  return [...sentences.map(({ text }) => text), ...main.topic.pitfalls]
    .filter(
      (text) =>
        text.includes(path) ||
        text
          .toLowerCase()
          .split(/[^\w.-]+/)
          .includes(thing.name),
    )
    .slice(0, 2);
}

/** Topics that speak of a thing say more of it than its options do. */
export function isWellKnown({ words }: Thing, passages: readonly Passage[]): boolean {
  const topics = passages.filter(isTopicPassage);
  const about = topics.filter(({ covers }) => words.every((word) => covers.has(word)));
  const isNamed = about.some(({ named }) => words.every((word) => named.includes(word)));
  return isNamed || about.length > 1;
}

/** The topic that comes nearest, as a command. */
export function topicOf({ main, nearest }: Selection): string | undefined {
  const passage = main ?? nearest[0];
  return passage === undefined ? undefined : commandFor(passage);
}
