import type { View } from '@nixai/api';
import { nameOf } from '@nixai/nix-cli/closure';
import type { Reason, Reasons } from '../results/diff.js';
import { plural } from './words.js';

const mostShown = 10;
const mostLines = 8;
const longest = 60;

type Change = Reason['attributes'][number];

/** What differs by itself, the one that most others need first. */
export function renderReasons({ differing, causes, left }: Reasons, view: View): string[] {
  if (differing === 0)
    return [view.wrap('Both are built from the same: no derivation differs in what it makes.')];
  const all = causes.length + left;
  const rest = differing - all;
  const head = `${plural(differing, 'derivation')} ${differing === 1 ? 'differs' : 'differ'}${rest === 0 ? '' : `, ${rest} of them only since others do`}. By ${all === 1 ? 'itself' : 'themselves'}:`;
  const more = all - Math.min(causes.length, mostShown);
  return [
    view.wrap(head),
    ...causes.slice(0, mostShown).map((one) => renderReason(one, view)),
    ...(more > 0 ? [`and ${more} more (--json has them)`] : []),
  ];
}

function renderReason({ name, chain, above, ...of }: Reason, view: View): string {
  const needed = above === 0 ? '' : `, needed by ${plural(above, 'that differs', 'that differ')}`;
  const way = chain.length > 1 ? ` by ${wayOf(chain.slice(0, -1))}` : '';
  const lines = [
    ...of.attributes.map(attributeLine),
    ...of.inputs.map((one) => [`input ${sign(one)}`, pathName(one)] as const),
    ...of.sources.map((one) => [`source ${sign(one)}`, sourceText(one)] as const),
  ];
  const shown = lines.slice(0, mostLines);
  return [
    view.wrap(`${view.style.bold(name)}${way}${needed}`),
    view.pairs(shown.map(([title, text]) => [`  ${title}`, text])),
    ...(lines.length > shown.length ? [`  and ${lines.length - shown.length} more`] : []),
  ].join('\n');
}

/** The first and the last names of a chain. */
const wayOf = (names: readonly string[]): string =>
  names.length <= 4
    ? names.join(' › ')
    : [...names.slice(0, 2), '…', ...names.slice(-2)].join(' › ');

const sign = ({ before, after }: Change): string =>
  before === undefined ? '+' : after === undefined ? '-' : '±';

const pathName = ({ before, after }: Change): string =>
  nameOf(after ?? before ?? '').replace(/\.drv$/, '');

const sourceText = (one: Change): string =>
  one.before !== undefined && one.after !== undefined
    ? `${pathName(one)}: other content`
    : pathName(one);

function attributeLine({ name, before, after }: Change): readonly [string, string] {
  if (before === undefined) return [name, `+ ${clipped(after ?? '')}`];
  if (after === undefined) return [name, `- ${clipped(before)}`];
  if (!/\s/.test(before + after)) return [name, `${clipped(before)} → ${clipped(after)}`];
  const [gone, added] = [apart(before, after), apart(after, before)];
  const words = [...gone.map((word) => `- ${word}`), ...added.map((word) => `+ ${word}`)];
  return [name, words.length === 0 ? 'the same in another order' : clipped(words.join(' '))];
}

/** The words, or of a text of several lines the lines, that one has and the other has not. */
function apart(text: string, other: string): string[] {
  const by = text.includes('\n') || other.includes('\n') ? '\n' : /\s+/;
  const theirs = new Set(named(other).split(by));
  return named(text)
    .split(by)
    .filter((piece) => piece.trim() !== '' && !theirs.has(piece))
    .map((piece) => piece.trim());
}

/** With store paths by their names. */
const named = (text: string): string =>
  text.replace(/\/[^\s"':=]*\/[0-9a-df-np-sv-z]{32}-([\w+.?=-]+)/g, '$1');

const clipped = (text: string): string => {
  const line = named(text).replace(/\s+/g, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest)}…` : line || '(empty)';
};
