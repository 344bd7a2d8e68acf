import { at, type RepoView } from '../../repo/view.js';
import { native } from '@nixai/packages';
import { Collector, type BuildFacts } from './collect.js';
import { programsOf } from './make.js';
import { readVariables } from './makeVariables.js';

/** Reads `auto.def`, the description of autosetup, whose `configure` is a script of Tcl. */
export async function readAutosetup(project: RepoView): Promise<BuildFacts> {
  const found = new Collector();
  const file = 'auto.def';
  const source = ((await project.read(file)) ?? '').replace(/^[ \t]*#.*$/gm, '');
  found.tool('tcl', file, 'its configure is a script of Tcl');
  const off = optionsThatAreOff(source);
  for (const { from, to, text } of blocks(source)) {
    if ([...off].some((option) => new RegExp(`\\bwant-${option}\\b`).test(text))) continue;
    const body = source.slice(from, to);
    for (const one of body.matchAll(
      /\b(?:pkgconf\s+(?:true|false)|pkg-config)\s+\{?([A-Za-z][\w.+-]*)/g,
    ))
      if (native.pkgConfig(one[1]!) !== undefined)
        found.module(one[1]!, at(file, source, from + one.index), true);
    for (const one of body.matchAll(/\bcc-check-function-in-lib\s+\w+\s+\{?([A-Za-z][\w.+-]*)/g))
      if (native.library(one[1]!) !== undefined)
        found.library(one[1]!, at(file, source, from + one.index), true);
    for (const one of body.matchAll(/\bcheck-inc-and-lib\s+([A-Za-z][\w.+-]*)/g))
      if (native.library(one[1]!) !== undefined)
        found.library(one[1]!, at(file, source, from + one.index), true);
  }
  const makefile = ['Makefile.autosetup', 'Makefile.in'].find((one) => project.has(one));
  const rules = makefile === undefined ? '' : ((await project.read(makefile)) ?? '');
  return {
    programs: makefile === undefined ? [] : programsOf(rules, makefile, readVariables(rules)),
    inputs: found.inputs,
    unknownInputs: found.unknownInputs,
    dependencies: found.dependencies,
    attributes: [],
    notes: [],
  };
}

/** `gpgme=0 => "…"` in the list of options: off unless somebody asks. */
function optionsThatAreOff(source: string): ReadonlySet<string> {
  return new Set([...source.matchAll(/^[ \t]*([a-z][\w-]*)=0[ \t]+=>/gm)].map((one) => one[1]!));
}

/** The text of a description, cut where a condition at its top begins or ends. */
function blocks(source: string): readonly { from: number; to: number; text: string }[] {
  const starts = [...source.matchAll(/^if\s+\{.*$/gm)].map(({ index }) => index);
  const cuts = [0, ...starts, source.length];
  return cuts.slice(0, -1).map((from, index) => ({
    from,
    to: cuts[index + 1]!,
    text: source.slice(from, source.indexOf('\n', from)),
  }));
}
