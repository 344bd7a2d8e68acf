import type { Fact } from '../../analyzer.js';
import { at, type RepoView } from '../../repo/view.js';
import { readAutoconfGuards } from './autoconfGuards.js';
import { libraryMacros, toolMacros } from './autoconfMacros.js';
import { native } from '@nixai/packages';
import { Collector, type BuildFacts } from './collect.js';
import { macroArguments, type Part } from './m4.js';
import { programsOf as programsOfMakefile, toolsOfRules } from './make.js';
import { readVariables } from './makeVariables.js';

/** Reads `configure.ac` and the `Makefile.am`s. */
export async function readAutotools(project: RepoView): Promise<BuildFacts> {
  const file = project.has('configure.ac') ? 'configure.ac' : 'configure.in';
  const source = ((await project.read(file)) ?? '').replace(/^([ \t]*)(?:dnl|#).*$/gm, '$1');
  const found = new Collector();
  const off = new Collector();
  // One that is committed is run as it is, unless it needs files that automake has yet to make.
  if (!project.has('configure') || project.has('Makefile.am'))
    found.tool('autoreconfHook', file, 'it has no configure yet');
  const init = /\bAC_INIT\s*\(\s*\[?([^\],)]*)\]?\s*(?:,\s*(\[?[^\],)]*\]?))?/.exec(source);
  const name = init?.[1]?.trim();
  const version = init?.[2]?.replace(/[[\]]/g, '').trim();
  const place = init === null ? file : at(file, source, init.index);
  const variables = shellVariables(source);
  const guards = readAutoconfGuards(source);
  const within = (parts: readonly Part[], index: number): boolean =>
    parts.some(({ from, to }) => index >= from && index < to);
  const into = (index: number): Collector => (within(guards.off, index) ? off : found);
  for (const one of source.matchAll(
    /\bPKG_(?:CHECK_MODULES(?:_STATIC)?|CHECK_EXISTS|WITH_MODULES|HAVE_WITH_MODULES)\s*\(/g,
  )) {
    const args = macroArguments(source, one.index + one[0].length);
    const modules = one[0].includes('EXISTS') ? args[0] : args[1];
    for (const module of moduleNames(
      (await requiredBy(project, modules ?? '')) ?? expand(modules ?? '', variables),
    ))
      into(one.index).module(
        module,
        at(file, source, one.index),
        (args.length > 3 && !stops(args[3]!)) ||
          one[0].includes('EXISTS') ||
          within(guards.optional, one.index),
      );
  }
  for (const one of source.matchAll(
    /\b(AC_CHECK_LIB|AC_SEARCH_LIBS|AX_CHECK_LIB|AC_HAVE_LIBRARY|LIB_CHECK|AC_LIB_HAVE_LINKFLAGS)\s*\(/g,
  )) {
    const args = macroArguments(source, one.index + one[0].length);
    const libraries =
      one[1] === 'AC_SEARCH_LIBS'
        ? expand(args[1] ?? '', variables).split(/[\s,]+/)
        : [expand(args[0] ?? '', variables)];
    const names = libraries
      .map((word) => word.replace(/[[\]]/g, '').trim())
      .filter((word) => /^[\w.+-]+$/.test(word));
    // Of several the first that is there is taken; they are names of one thing, or of the C library.
    const known = names.filter((word) => word !== '');
    const first = known[0];
    const otherwise = args[3];
    if (first !== undefined)
      into(one.index).library(
        first,
        at(file, source, one.index),
        (otherwise !== undefined && !stops(otherwise)) || within(guards.optional, one.index),
      );
  }
  // What it links whatever it finds: LIBS="-levent $LIBS".
  for (const one of source.matchAll(/\bLIBS=["']?((?:[ \t]*(?:-l[\w.+-]+|\$\{?LIBS\}?))+)/g))
    for (const [, library] of one[1]!.matchAll(/-l([\w.+-]+)/g))
      if (native.library(library!) !== undefined)
        into(one.index).library(library!, at(file, source, one.index), true);
  for (const [pattern, attribute] of libraryMacros) {
    const index = source.search(pattern);
    if (index !== -1)
      found.inputs.push({
        attribute,
        kind: 'build',
        from: at(file, source, index),
        why: pattern.exec(source)![0].replace(/\s*\(.*$/s, ''),
        optional: true,
      });
  }
  for (const one of source.matchAll(/\bAC_CHECK_HEADERS?\s*\(/g))
    for (const header of (macroArguments(source, one.index + one[0].length)[0] ?? '').split(
      /[\s,]+/,
    )) {
      const attribute = native.header(header);
      if (attribute !== undefined)
        into(one.index).known(attribute, at(file, source, one.index), header, true);
    }
  for (const [pattern, attribute] of toolMacros) {
    const index = source.search(pattern);
    if (index !== -1) found.tool(attribute, at(file, source, index), pattern.exec(source)![0]);
  }
  for (const one of source.matchAll(
    /\b(?:pkg-config|\$\{?PKG_CONFIG\}?)"?[ \t]+--(?:exists|cflags|libs)[ \t]+["']?([\w.+ -]+)/g,
  ))
    for (const module of moduleNames(one[1]!).filter((word) => native.pkgConfig(word)))
      into(one.index).module(module, at(file, source, one.index), true);
  for (const one of source.matchAll(/\bAC_(?:PATH|CHECK)_(?:PROGS?|TOOLS?)\s*\(/g)) {
    const args = macroArguments(source, one.index + one[0].length);
    for (const program of (args[1] ?? '').replace(/[[\]]/g, '').split(/\s+/).slice(0, 1))
      found.program(program, at(file, source, one.index));
  }
  const archived = [...source.matchAll(/\bAX_[A-Z_0-9]+/g)].find(
    ([macro]) =>
      !project.files.some((one) => new RegExp(`(?:^|/)${macro.toLowerCase()}\\.m4$`).test(one)) &&
      !source.includes(`AC_DEFUN([${macro}]`),
  );
  const isDefined = async (macro: string): Promise<boolean> => {
    const files = project.files.filter((one) => /(?:^|\/)[^/]*\.m4$/.test(one)).slice(0, 100);
    const texts = await Promise.all(files.map((one) => project.read(one)));
    return texts.some((text) => text?.includes(`AC_DEFUN([${macro}]`) === true);
  };
  if (archived !== undefined && !(await isDefined(archived[0])))
    found.tool('autoconf-archive', at(file, source, archived.index), archived[0]);
  for (const one of project.files.filter((name) => /(?:^|\/)Makefile\.am$/.test(name)).slice(0, 60))
    toolsOfRules(((await project.read(one)) ?? '').replace(/\\\n/g, '  '), one, found);
  const lib = /\bAX_WITH_CURSES\b|\bAC_CHECK_CURSES\b|\bMP_WITH_CURSES\b/.exec(source);
  if (lib !== null) found.library('ncurses', at(file, source, lib.index));
  return {
    name:
      name === undefined || !/^[\w .+-]+$/.test(name) ? undefined : { value: name, from: place },
    version:
      version !== undefined && /^\d[\w.+-]*$/.test(version)
        ? { value: version, from: place }
        : undefined,
    programs: await programsOf(project),
    inputs: found.inputs,
    unknownInputs: found.unknownInputs,
    dependencies: found.dependencies,
    attributes: [],
    notes: [],
    off: off.inputs.map(({ attribute }) => attribute),
  };
}

/** What is done where a library is not there: whether that is the end. */
function stops(otherwise: string): boolean {
  return /\bAC_MSG_(?:ERROR|FAILURE)\b/.test(otherwise);
}

/** Names of modules in `glib-2.0 >= 2.40 libfoo`. */
export function moduleNames(text: string): readonly string[] {
  return text
    .replace(/[[\]"']/g, ' ')
    .replace(/(?:>=|<=|!=|=|<|>)\s*\S+/g, ' ')
    .split(/[\s,]+/)
    .filter((word) => /^[A-Za-z][\w.+-]*$/.test(word));
}

/** What a `.pc` file of the project itself requires: `PKG_CHECK_MODULES([X], ["$srcdir/deps.pc"])`. */
async function requiredBy(project: RepoView, modules: string): Promise<string | undefined> {
  const file = /^"?\$\{?srcdir\}?\/([\w./-]+\.pc)"?$/.exec(modules.trim())?.[1];
  const text = file === undefined ? undefined : await project.read(file);
  return text === undefined
    ? undefined
    : [...text.matchAll(/^Requires(?:\.private)?:[ \t]*(.*)$/gm)].map((one) => one[1]).join(' ');
}

function shellVariables(source: string): ReadonlyMap<string, string> {
  const variables = new Map<string, string>();
  for (const one of source.matchAll(
    /^[ \t]*(\w+)=["']?((?:[\w.+>=<-][\w .+>=<-]*)?)["']?[ \t]*\r?$/gm,
  ))
    if (!variables.has(one[1]!)) variables.set(one[1]!, one[2]!);
  // What `--with-x` is where nobody says: AC_ARG_WITH([x], […], [], [with_x=value]).
  for (const one of source.matchAll(/\[((?:with|enable)_\w+)=["']?([\w.+-]+)["']?\]\s*\)/g))
    if (!variables.has(one[1]!)) variables.set(one[1]!, one[2]!);
  return variables;
}

function expand(text: string, variables: ReadonlyMap<string, string>): string {
  return text.replace(/\$\{?(\w+)\}?/g, (_, name: string) => variables.get(name) ?? '');
}

async function programsOf(project: RepoView): Promise<readonly Fact<string>[]> {
  const found: Fact<string>[] = [];
  for (const file of project.files
    .filter(
      (one) =>
        /(?:^|\/)Makefile\.am(?:\.inc)?$/.test(one) &&
        !/(?:^|\/)(?:tests?|examples?|contrib|vendor|modules|deps)\//.test(one),
    )
    .slice(0, 60)) {
    const source = ((await project.read(file)) ?? '').replace(/\\\n/g, '  ');
    for (const one of source.matchAll(
      /^[ \t]*(?:bin|sbin)_(PROGRAMS|SCRIPTS)[ \t]*\+?=[ \t]*(.*)$/gm,
    ))
      for (const word of one[2]!.split(/\s+/)) {
        const name = word.replace(/^src\/|.*\/(?=[^/]+$)/g, '').replace(/\$\(EXEEXT\)$/, '');
        if (/^[\w.+-]+$/.test(name)) found.push({ value: name, from: at(file, source, one.index) });
      }
  }
  if (found.length > 0) return found;
  for (const file of ['Makefile.in', 'Makefile', 'src/Makefile.in']) {
    const source = await project.read(file);
    if (source === undefined) continue;
    const plain = source.replace(/#.*$/gm, '');
    const programs = programsOfMakefile(plain, file, readVariables(plain));
    if (programs.length > 0) return programs;
  }
  return found;
}
