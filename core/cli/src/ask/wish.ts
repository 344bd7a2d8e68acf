import { isTopicPassage, termsOf } from '@nixai/docs';
import { withoutAsked, type Topic } from '@nixai/docs/topics';
import type { Selection } from './selection.js';
import { topicScreen } from './screen/topicScreen.js';

const begin =
  /^(?:(?:how|can|could|wie)\s+(?:do|can|could|would|should|to|kann)?\s*(?:i\s+|you\s+|we\s+|one\s+|ich\s+)?|(?:please\s+)?(?:i\s+(?:want|would like|need|try|am trying)\s+to\s+)?)/i;
const deed =
  /^(?<deed>install|get|use|enable|activate|set\s*up|setup|run|configure|start|add|try|host|self-host|turn on|have)\s+/i;
const rest =
  /^(?:the\s+|an?\s+|my\s+own\s+)?(?<thing>[\w.+-]+(?:\s+[\w.+-]+){0,2}?)(?:\s+(?:on|in|with|under|auf|unter)\s+(?:nix|nixos|my)\b[\w\s]{0,24}|\s+(?:package|program|service|daemon)|\s+(?<after>install(?:ed|ieren)?|setup|set\s+up|running|working|to\s+work|einrichten|aktivieren|verwenden|benutzen|starten)(?:\s+(?:on|in)\s+nix(?:os)?)?)?\s*[?.!]*$/i;

/** One thing that somebody wants to have, and nothing else said of it. */
export interface Wish {
  readonly thing: string;
  readonly deed?: string;
}

/** Reads "how do I install X?", "use X on NixOS", "nixos X" or "X"; undefined for what says more than that. */
export function wishIn(question: string): Wish | undefined {
  const { name: absent, after: called = absent } = notThere.exec(question.trim())?.groups ?? {};
  if (called !== undefined) return { thing: called, deed: 'install' };
  const allowed = onlyUnfree.exec(question.trim())?.groups?.['name'];
  if (allowed !== undefined) return { thing: allowed, deed: 'install' };
  const asked = question
    .trim()
    .replace(begin, '')
    .replace(/^nix(?:os)?\s+(?=\w)/i, '');
  const done = deed.exec(asked);
  const { thing, after } = rest.exec(asked.slice(done?.[0].length ?? 0))?.groups ?? {};
  if (thing === undefined || /^nix(?:os|pkgs)?$/i.test(thing)) return undefined;
  if (termsOf(thing).words.length === 0) return undefined;
  return { thing, deed: (done?.groups?.['deed'] ?? after)?.toLowerCase() };
}

/** A program that is missed by its name. */
const notThere =
  /^(?:(?:bash|zsh|sh|fish): )?(?:command not found:? (?<after>[\w.+-]+)|(?<name>(?!(?:nix(?:os)?(?:-[a-z-]+)?|home-manager|darwin-rebuild|sudo)\b)[\w.+-]+)(?::? command not found| (?:is )?not installed| is missing))$/i;

/** A program that is not free, and no other, is to be allowed: the line that installs it says so. */
const onlyUnfree =
  /^(?:(?:how (?:do|can) i|how to) )?(?:allow|permit|enable) (?:unfree (?:software |packages? )?only (?:for )?|only (?:unfree )?)(?<name>[\w.+-]+)(?: as unfree)?[?.!]*$/i;

/** What a thing is, said beside its name: "mosquitto mqtt broker". */
const kind =
  /^(?:servers?|daemon|service|program|app|application|tool|package|software|broker|controller|database|db|browser|editor|terminal|desktop|dashboard|player|wallet|forum|analytics|emulator|cli|gui|proxy|agent|cluster|web)$/i;

/** The names that a wish may mean, the whole first: "unifi controller" is also "unifi". */
export function namesIn({ thing }: Wish): string[] {
  const words = thing.split(/\s+/);
  const name = words.filter((word) => !kind.test(word));
  return [...new Set([thing, ...(name.length === 0 ? [] : [name.join(' ')])])];
}

/** The things of a wish for several: "gimp and inkscape". */
export const programsIn = ({ thing }: Wish): string[] => thing.split(/\s+and\s+/i);

/** Whether what a topic shows first is a list of programs, of which somebody who names one wants no other. */
export function isListOfPrograms({ snippets }: Pick<Topic, 'snippets'>): boolean {
  const first = snippets.find(({ where }) => where === 'nixos' || where === 'home');
  const set = [...(first?.code.matchAll(/^ {0,2}(\S+) = /gm) ?? [])];
  return set.length > 0 && set.every(([, name = '']) => ofList.test(name));
}
const ofList = /^(?:environment\.systemPackages|nixpkgs\.config\.\w+)$/;

const control =
  /^(?:how\s+(?:do|can|to)\s+(?:i\s+)?)?(?<deed>restart|stop|reload|kill)\s+(?:the\s+)?(?<name>[\w.@-]+)\s*[?.!]*$/i;

/** The file of a shared library, `libssl.so.3`: its very name is known to no handbook. */
const libraryFile = /\blib[\w+-]+(?:[-.]\d+)*\.so(?:\.\d+)*\b/gi;

/**
 * What shells say of a program that is not there; the name of the program says nothing of what to do,
 * unless it is one of Nix's own.
 */
const missingCommand =
  /^(?:(?:bash|zsh|sh|fish): )?(?!(?:nix(?:os)?(?:-[a-z-]+)?|home-manager|darwin-rebuild):)[\w.+-]+: command not found$/i;

/** How people call slow what they wait for; the words alone say nothing. */
const tooLong = /\btak(?:es?|ing)\s+(?:for\s?ever|(?:so|too|very)\s+long|ages|hours)\b/gi;

/** Which release it is, the answer tells by itself. */
const toRelease =
  /\b(?<deed>updat(?:e|ing)|upgrad(?:e|ing)|mov(?:e|ing)|switch(?:ing)?)(?: my)?(?: (?:nixos|system))?(?: from (?:nixos )?\d\d\.\d\d)? to (?:nixos )?\d\d\.\d\d\b/i;

/**
 * The question as the handbook has it, where a name only says which one: "restart nginx" is how a service
 * is restarted, `libssl.so.3` is some shared library.
 */
export function generalised(question: string): string {
  const { deed: wanted, name } = control.exec(question.trim())?.groups ?? {};
  const isKind = name === undefined || /^(?:services?|it|units?|daemons?)$/i.test(name);
  if (wanted !== undefined && !isKind) return `${wanted} a service`;
  return withoutAsked(question)
    .replace(toRelease, '$<deed> to a new nixos release')
    .replace(libraryFile, 'shared library')
    .replace(tooLong, 'is slow')
    .replace(missingCommand, 'command not found, which package has the program');
}

/** Between the things that a title lists. */
const listing = /[,;]|\band\b|\bor\b/i;

/**
 * Whether the answer that was chosen is about the thing itself, and does not only mention it: it is called so,
 * asked so, or shows it first.
 */
export function isAbout({ main }: Selection, wish: Wish, question: string): boolean {
  if (main === undefined) return false;
  if (!isTopicPassage(main)) return true;
  if (isListOfPrograms(main.topic)) return false;
  const { title, questions } = main.topic;
  const names = namesIn(wish).map(plainName);
  const isAsked = questions.some((one) => names.includes(plainName(wishIn(one)?.thing ?? '')));
  if (isAsked) return true;
  const { words } = termsOf(wish.thing);
  if (!listing.test(title) && words.every((word) => main.named.includes(word))) return true;
  const shown = topicScreen(main.topic, question, undefined)
    .sections.filter(({ kind: section }) => section === 'configuration')
    .flatMap(({ text }) => text.match(/```nix\n[\s\S]*?```/g) ?? [])
    .flatMap((code) => code.match(/[\w-]+/g) ?? []);
  return shown.some((word) => names.includes(plainName(word)));
}

/** A name without what people write differently: `KDE Connect` is `kdeconnect`. */
export const plainName = (name: string): string => name.toLowerCase().replace(/[^a-z\d]/g, '');
