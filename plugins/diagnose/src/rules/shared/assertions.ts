import type { Evidence } from '@nixai/api';

const heading = /Failed assertions:(?<first>.{0,600})/;

/**
 * What stands under `Failed assertions:`, item by item, wherever in the list the line of the
 * evidence is; empty where there is no such heading above or on it.
 */
export function failedAssertionsAround(evidence: Evidence): readonly string[] {
  const { lines } = evidence.block;
  const at = lines.indexOf(evidence.line);
  for (let index = at; index >= Math.max(0, at - 80); index--) {
    const found = heading.exec(lines[index]?.text ?? '');
    if (found !== null)
      return itemsOf([
        found.groups?.['first']?.trim() ?? '',
        ...lines.slice(index + 1, index + 120).map(({ text }) => text),
      ]);
  }
  return [];
}

/** Items with a dash, each on one or more lines, with empty lines between them. */
function itemsOf(lines: readonly string[]): readonly string[] {
  const items: string[] = [];
  let sinceText = 0;
  let listed = false;
  for (const text of lines) {
    const item = /^\s*[-•] (?<text>\S.*)/.exec(text)?.groups?.['text'];
    sinceText = text.trim() === '' ? sinceText + 1 : 0;
    // "Other services enabled:" has a list of its own, which nothing sets apart but its colon.
    listed =
      item !== undefined &&
      sinceText === 0 &&
      (listed ||
        /(?::| one of|one of the following options can be enabled at a time\.)$/.test(
          items.at(-1) ?? '',
        ));
    if (item !== undefined && listed && item.length < longestOfList)
      items.push(`${items.pop() ?? ''} - ${item.trim()}`);
    else if (item !== undefined) items.push(item.trim());
    else if (items.length > 0 && (sinceText > 1 || endsList(text, lines))) break;
    else if (items.length > 0 && text.trim() !== '')
      items.push(`${items.pop() ?? ''} ${text.trim()}`);
  }
  return items.map((text) => withoutMarkup(text).slice(0, 1200));
}

/** What is longer than this is an assertion of its own. */
const longestOfList = 140;

const tags =
  /<\/?(?:literal|option|filename|command|emphasis|varname|package|envar|para|link|code|replaceable)(?: [^<>]{0,100})?>/g;

/** Assertions are written with the markup of the manual, DocBook's or that of its Markdown's roles. */
function withoutMarkup(text: string): string {
  return text
    .replace(tags, '')
    .replace(/\{(?:option|command|file|env|var|manpage)\}(?=`)/g, '')
    .replace(/\s{2,}/g, ' ');
}

/** What an item goes on with is indented as it is, unless the list itself is not. */
function endsList(text: string, lines: readonly string[]): boolean {
  if (/^\s*(?:error:|at \/|…|\(use |Command '|For full logs)/.test(text)) return true;
  const flush = lines.some((line) => /^[-•] \S/.test(line));
  return flush
    ? /^(?:\S{0,3}[$#>❯] |building|these \d|these (?:path|derivation)s? |warning:)/.test(text)
    : /^\S/.test(text);
}

const optionPath =
  /(?:^|[\s`'"(])(?<path>(?:boot|console|documentation|environment|fileSystems|fonts|hardware|home|i18n|images?|networking|nix|nixpkgs|power|powerManagement|programs|security|services|sound|swapDevices|system|systemd|time|users|virtualisation|wayland|xdg|xsession|zramSwap|home-manager|gtk|qt|stylix|dconf|accounts|age|sops)(?:\.(?:[\w-]{1,64}|"[^"\s]{1,80}"|<[\w-]{1,40}>)){0,12})/g;

/** The options that a text speaks of. */
export function optionsIn(text: string): readonly string[] {
  return [...text.matchAll(optionPath)]
    .map(({ groups }) => (groups?.['path'] ?? '').replace(/\.(?:nix)?$/, ''))
    .filter((path) => path.includes('.') || path === 'fileSystems' || path === 'swapDevices');
}

/** An option that is gone, and what the message says of it. */
export function removedOption(text: string): string | undefined {
  return /^(?:[\w.-]{1,60} profile: )?The option (?:definition )?[`'"](?<old>[^'"`\s]{2,200})['"`].{0,300}?(?:no longer has any effect|can no longer be used since it's been removed|has been removed)/.exec(
    text,
  )?.groups?.['old'];
}
