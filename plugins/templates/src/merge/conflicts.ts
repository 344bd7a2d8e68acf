import { docs, type Host, type OptionSet } from '@nixai/api';
import { Lines, pathText, type Merged, type Tree } from '@nixai/nix';
import type { Configuration, ReadFile } from './configuration.js';
import { clashes, Facts } from '../groups/index.js';

/** What a person decides of a conflict. */
export type Resolution =
  /** Theirs stays, and the template does not say it. */
  | { readonly take: 'mine' }
  /** The template's value goes where theirs is. */
  | { readonly take: 'template' }
  /** Another value, as Nix, in the place of theirs. */
  | { readonly take: 'other'; readonly value: string };

/** A path on which a template and a configuration do not agree. */
export interface Conflict {
  readonly path: string;
  /** The value of the configuration, as Nix. */
  readonly mine: string;
  /** The template's. */
  readonly theirs: string;
  /** Where theirs is: absolute, the line from 1. */
  readonly file: string;
  readonly line: number;
  /** Why it cannot be both; a whole sentence. */
  readonly why: string;
  /** What the option is, where that is known: its type, its default, its first sentence. */
  readonly option?: { readonly type: string; readonly default?: string; readonly about: string };
  /** For switches that exclude each other: the one that is on in the configuration. */
  readonly other?: string;
  /** Whether the value can be replaced where it stands. */
  readonly editable: boolean;
  readonly merged: Merged;
}

/** Every path on which the two do not agree, in the order of the template. */
export async function conflictsOf(
  host: Host,
  set: OptionSet,
  merged: readonly Merged[],
  configuration: Configuration,
  template: Tree,
): Promise<Conflict[]> {
  const found = [
    ...merged.flatMap((one) => contradiction(one, configuration.files)),
    ...exclusions(merged, configuration.files, template),
  ];
  const engine = found.length === 0 ? undefined : await host.optional(docs);
  return Promise.all(
    found.map(async (conflict) => {
      const looked = await engine?.option(conflict.path, set).catch(() => undefined);
      if (looked?.outcome !== 'found') return conflict;
      const { type, default: fallback, description } = looked.option;
      const about = firstSentence(description);
      return { ...conflict, option: { type, about, ...(fallback && { default: fallback }) } };
    }),
  );
}

function contradiction(merged: Merged, files: readonly ReadFile[]): Conflict[] {
  const { verdict, mine, path, theirs, reason } = merged;
  if (verdict !== 'conflict' || mine === undefined) return [];
  const line = lineIn(files, mine.file, mine.start);
  const { text, file, editable } = mine;
  return [
    { path, mine: text, theirs, file, line, why: reasons[reason ?? 'different'], editable, merged },
  ];
}

const reasons: Readonly<Record<NonNullable<Merged['reason']>, string>> = {
  different: 'Your configuration gives it another value.',
  conditional:
    'Your configuration gives it a value under a condition, which only an evaluation can tell.',
  computed: 'Your configuration computes it.',
  priority:
    'Your configuration gives it with another priority (mkDefault, mkForce): one of the two would be dropped without a word.',
  above: 'Your configuration computes the set that it belongs to.',
  below: 'Your configuration gives values below it.',
};

function exclusions(
  merged: readonly Merged[],
  files: readonly ReadFile[],
  template: Tree,
): Conflict[] {
  const off = new Set(merged.filter(({ theirs }) => theirs === 'false').map(({ path }) => path));
  const coming = new Facts([{ name: '', tree: template }]);
  return clashes(coming, new Facts(files)).flatMap(({ path, other, why }): Conflict[] => {
    const one = merged.find((each) => each.path === path && each.verdict !== 'equal');
    const { leaf, tree, file, condition } = other;
    if (one === undefined || one.verdict === 'conflict' || off.has(condition.path)) return [];
    const { start, end } = leaf.written;
    const editable = leaf.by.kind === 'binding' && condition.kind === 'on';
    const text = `${pathText(leaf.names)} = ${tree.source.slice(start, end)}`;
    const at = { file, start, end, text, editable, guarded: false };
    const line = lineIn(files, file, start);
    return [
      {
        ...{ path, mine: text, theirs: one.theirs, file, line, why, other: condition.path },
        ...{ editable, merged: { ...one, mine: at } },
      },
    ];
  });
}

function lineIn(files: readonly ReadFile[], name: string, at: number): number {
  const source = files.find((file) => file.name === name)?.tree.source ?? '';
  return new Lines(source).positionOf(at).line;
}

function firstSentence(markdown: string): string {
  const [paragraph = ''] = markdown.trim().split(/\n\s*\n/);
  const sentence = /^.*?[.!?](?=\s|$)/s.exec(paragraph)?.[0] ?? paragraph;
  return sentence.replace(/\s+/g, ' ').trim();
}
