import { isTopicPassage, termsOf } from '@nixai/docs';
import { withoutAsked } from '@nixai/docs/topics';
import type { Selection } from './selection.js';

const begin =
  /^(?:how\s+(?:do|can|would|should|to)\s+(?:i\s+|you\s+|we\s+)?|(?:please\s+)?(?:i\s+(?:want|would like|need)\s+to\s+))?/i;
const deed =
  /^(?<deed>install|get|use|enable|activate|set\s*up|setup|run|configure|start|add|try|host|self-host|turn on)\s+/i;
const rest =
  /^(?:the\s+|an?\s+|my\s+own\s+)?(?<thing>[\w.+-]+(?:\s+[\w.+-]+){0,2}?)(?:\s+(?:on|in|with|under)\s+(?:nix|nixos|my)\b[\w\s]{0,24}|\s+(?:package|program|server|service|daemon))?\s*[?.!]*$/i;

/** One thing that somebody wants to have, and nothing else said of it. */
export interface Wish {
  readonly thing: string;
  readonly deed?: string;
}

/** Reads "how do I install X?", "use X on NixOS" or "X"; undefined for what says more than that. */
export function wishIn(question: string): Wish | undefined {
  const asked = question.trim().replace(begin, '');
  const done = deed.exec(asked);
  const thing = rest.exec(asked.slice(done?.[0].length ?? 0))?.groups?.['thing'];
  if (thing === undefined || termsOf(thing).words.length === 0) return undefined;
  return { thing, deed: done?.groups?.['deed']?.toLowerCase() };
}

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

/**
 * The question as the handbook has it, where a name only says which one: "restart nginx" is how a service
 * is restarted, `libssl.so.3` is some shared library.
 */
export function generalised(question: string): string {
  const { deed: wanted, name } = control.exec(question.trim())?.groups ?? {};
  const isKind = name === undefined || /^(?:services?|it|units?|daemons?)$/i.test(name);
  if (wanted !== undefined && !isKind) return `${wanted} a service`;
  return withoutAsked(question)
    .replace(libraryFile, 'shared library')
    .replace(missingCommand, 'command not found, which package has the program');
}

/** How sure it must be that a topic is about the very thing, to be preferred. */
const surely = 0.8;

/** Whether the answer that was chosen is about the thing itself, and does not only mention it. */
export function isAbout({ main }: Selection, { thing }: Wish): boolean {
  if (main === undefined) return false;
  if (!isTopicPassage(main)) return true;
  const { words } = termsOf(thing);
  return main.said >= surely || words.every((word) => main.named.includes(word));
}

/** A name without what people write differently: `KDE Connect` is `kdeconnect`. */
export const plainName = (name: string): string => name.toLowerCase().replace(/[^a-z\d]/g, '');
