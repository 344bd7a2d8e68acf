import { ExitCode, NixaiError, type NixTemplate, type TemplateVariable } from '@nixai/api';
import {
  compareModules,
  leavesOf,
  onlyPaths,
  parse,
  pathText,
  placeInline,
  reduceModule,
  type EditResult,
  type Merged,
} from '@nixai/nix';
import { clashes, Facts, type Holding } from '../groups/index.js';
import { asNix, asSource } from './placeholders.js';

/** A path on which two templates do not agree, and what was taken. */
export interface Disagreement {
  readonly path: string;
  readonly first: string;
  readonly second: string;
  /** The template that has the second one. */
  readonly of: string;
  readonly why: string;
  readonly taken: 'first' | 'second' | undefined;
}

export interface Combined {
  readonly source: string;
  readonly variables: readonly TemplateVariable[];
  readonly disagreements: readonly Disagreement[];
  /** Ports that two of them use: nothing is renumbered. */
  readonly ports: readonly { readonly port: number; readonly paths: readonly string[] }[];
}

/**
 * Puts templates together, in their order; a variable of one name is one variable.
 * @param take what stands where two disagree.
 * @throws NixaiError `combine-unfit`, `template-variable`.
 */
export function combine(
  templates: readonly NixTemplate[],
  take: 'first' | 'second' | undefined,
): Combined {
  const [base, ...others] = templates;
  if (base === undefined) throw unfit('there is nothing to combine', 'nixai templates list');
  const odd = others.find(({ kind }) => kind !== base.kind);
  if (odd !== undefined || base.kind === 'flake')
    throw unfit(
      `${base.id} is a ${base.kind} template${odd === undefined ? '' : `, and ${odd.id} a ${odd.kind} one`}`,
      'only modules of one kind can be combined',
    );
  const variables = new Map<string, TemplateVariable>();
  for (const template of templates)
    for (const one of template.variables) {
      const known = variables.get(one.name);
      if (known !== undefined && known.type !== one.type)
        throw unfit(
          `${one.name} is a ${known.type} in one of them and a ${one.type} in ${template.id}`,
          'save one of them under another name for it',
        );
      if (known === undefined) variables.set(one.name, one);
    }
  const names = [...variables.keys()];
  let text = asNix(base.source, names);
  const disagreements: Disagreement[] = [];
  for (const other of others) {
    const nix = asNix(other.source, names);
    const merged = compareModules(parse(nix).tree, [{ name: base.id, tree: parse(text).tree }]);
    const found = disagreementsOf(merged, text, nix, other.id, take);
    disagreements.push(...found);
    const lost = new Set(found.map(({ path }) => path));
    if (take === 'second') text = withSecond(text, merged, lost);
    const kept = merged.filter(
      ({ path, verdict }) => (verdict === 'add' || verdict === 'join') && !lost.has(path),
    );
    const part = must(onlyPaths(nix, new Set(kept.map(({ path }) => path))), other.id);
    const lists = kept.flatMap(({ names: path, missing }) =>
      missing === undefined ? [] : [{ names: path, items: missing }],
    );
    text = must(placeInline(text, must(reduceModule(part, lists), other.id)), other.id);
  }
  const source = asSource(text);
  const used = names.filter((name) => source.includes(`@${name}@`));
  return {
    ...{ source, disagreements, ports: portsIn(text) },
    variables: used.map((name) => variables.get(name)!),
  };
}

function disagreementsOf(
  merged: readonly Merged[],
  text: string,
  nix: string,
  of: string,
  taken: Disagreement['taken'],
): Disagreement[] {
  const facts = (source: string) => new Facts([{ name: '', tree: parse(source).tree }]);
  const values = merged
    .filter(({ verdict }) => verdict === 'conflict')
    .map(({ path, mine, theirs }) => ({
      ...{ path, first: asSource(mine?.text ?? ''), second: asSource(theirs), of, taken },
      why: 'Both give it a value, and not the same one.',
    }));
  const switches = clashes(facts(nix), facts(text)).map(({ path, other, why }) => ({
    ...{
      path,
      first: saidBy(other),
      second: merged.find((one) => one.path === path)?.theirs ?? '',
    },
    ...{ of, why, taken: taken === 'second' ? undefined : taken },
  }));
  return [...values, ...switches];
}

const saidBy = ({ leaf: { names, written }, tree: { source } }: Holding): string =>
  asSource(`${pathText(names)} = ${source.slice(written.start, written.end)}`);

/** The values of the second in the place of the first's. */
function withSecond(text: string, merged: readonly Merged[], lost: ReadonlySet<string>): string {
  const places = merged
    .filter(({ path, verdict, mine }) => verdict === 'conflict' && lost.has(path) && mine?.editable)
    .sort((a, b) => b.mine!.start - a.mine!.start);
  let changed = text;
  for (const { mine, theirs } of places)
    changed = changed.slice(0, mine!.start) + theirs + changed.slice(mine!.end);
  return changed;
}

/** Ports that more than one of their values says. */
function portsIn(text: string): Combined['ports'] {
  const found = new Map<number, string[]>();
  for (const { names, value } of leavesOf(parse(text).tree)) {
    if (value.kind !== 'integer' || !/port$/i.test(names.at(-1) ?? '')) continue;
    const port = Number(text.slice(value.start, value.end));
    found.set(port, [...(found.get(port) ?? []), pathText(names)]);
  }
  return [...found]
    .filter(([, paths]) => paths.length > 1)
    .map(([port, paths]) => ({ port, paths }));
}

function must(result: EditResult, of: string): string {
  if (result.ok) return result.source;
  throw unfit(`${of} cannot be put into the others`, result.message);
}

const unfit = (what: string, why: string): NixaiError =>
  new NixaiError({
    ...{ code: 'combine-unfit', what, why },
    hint: 'nixai templates apply puts several into one configuration, one after the other',
    exitCode: ExitCode.refused,
  });
