import type { Host, Passage } from '@nixai/api';
import { isQuiet, knownPackage, termsOf } from '@nixai/docs';
import type { MachineFacts } from '../result.js';
import type { Selection } from '../selection.js';
import { namesIn, plainName, type Wish } from '../wish.js';
import { aliasOf } from './aliases.js';
import { moduleSpelt, type NamedModule } from './findModule.js';
import { moduleAnswer, type OptionAnswer } from './moduleAnswer.js';
import { catalogsOf, isWellKnown, modulesOf, saidBy, topicOf, type Catalogs } from './modules.js';
import type { Thing } from './things.js';

/** What the handbook found. */
export interface FoundTopics {
  readonly selection?: Selection;
  readonly passages?: readonly Passage[];
}

/** The answer that a module gives to somebody who wants exactly what it is called. */
export async function answerByModule(
  wish: Wish,
  { selection, passages = [] }: FoundTopics,
  machine: MachineFacts | undefined,
  host: Host,
): Promise<OptionAnswer | undefined> {
  const catalogs = await catalogsOf(host);
  const found = wishedModules(wish, selection, passages, catalogs);
  const [first] = found;
  const other = found.find(({ set }) => set !== first?.set);
  const catalog = first && catalogs[first.set];
  if (first === undefined || catalog === undefined) return undefined;
  const facts = { catalog, near: [], open: [], other, machine, ...besides(selection, first) };
  return moduleAnswer(first, facts, host);
}

/** What a topic that lists the thing among others says of it, and how it is opened. */
function besides(selection: Selection | undefined, module: NamedModule) {
  const isAnswer = selection?.main !== undefined && selection.doubtful !== true;
  if (!isAnswer) return {};
  return { said: saidBy(selection.main, module), topic: topicOf(selection) };
}

/** The modules that a wish names; its first word alone where no topic speaks of that. */
function wishedModules(
  wish: Wish,
  selection: Selection | undefined,
  passages: readonly Passage[],
  catalogs: Catalogs,
): NamedModule[] {
  const named = (name: string) =>
    // A few modules are written with capitals.
    [thingOf(name), { ...thingOf(name), name }]
      .flatMap((thing) => modulesOf(thing, name, catalogs))
      .filter(
        ({ hasEnable, path }) =>
          hasEnable && (aliasOf(name) !== undefined || plainName(path).endsWith(plainName(name))),
      );
  // "tor browser" is a program of its own, and no kind of what a part of its name is.
  const names = knownPackage(wish.thing) === undefined ? namesIn(wish) : [wish.thing];
  const whole = names.map(named);
  const isOpen = selection?.main === undefined || selection.doubtful === true;
  const [first = '', ...others] = wish.thing.split(/\s+/);
  const thing = thingOf(first);
  const isName = first.length >= leastName && thing.words.some((word) => !isQuiet(word));
  // A client of it is not what its server's module brings.
  const isClient = others.some((word) => /^(?:clients?|viewer|browser)$/i.test(word));
  const mayBeFirst = isOpen && isName && !isClient && !isWellKnown(thing, passages);
  const single = mayBeFirst ? [named(first)] : [];
  const found = whole.find((modules) => modules.length > 0);
  if (found !== undefined || catalogs.nixos === undefined) return found ?? [];
  const spelt = others.length > 0 ? moduleSpelt(thingOf(wish.thing), catalogs.nixos) : undefined;
  return spelt === undefined ? (single.find((modules) => modules.length > 0) ?? []) : [spelt];
}

/** A shorter word is a name of too many things. */
const leastName = 4;

const thingOf = (name: string): Thing => ({ name: name.toLowerCase(), words: termsOf(name).words });
